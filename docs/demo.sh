#!/bin/sh
# What `make demo` runs, from the root of the repository, with `khabar` on PATH: index the sample newsroom, then search it.
set -eu
index=${DEMO_INDEX:-demo-index}
export KHABAR_INDEX="$index"
export KHABAR_PAGER=cat # it all runs through, on a terminal too

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
else
    bold='' plain=''
fi

# What it shows, the command as one would type it, its output.
show() {
    printf '\n%s# %s%s\n$ khabar' "$bold" "$1" "$plain"
    shift
    for word in "$@"; do
        case $word in
            *[\ \"*~]*) printf " '%s'" "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    khabar "$@"
}

show 'Index the sample newsroom: pages, JSON, CSV and more' index build data --index "$index"
show 'Inflected forms: the articles say किसानों, मुआवजा and मुआवजे' search 'किसान मुआवज़ा' --limit 2
show 'Another spelling: the articles say चाँद' search 'चांद मिशन' --limit 2
show 'Hindi in Roman letters' search kosi tatbandh --limit 2
show 'An acronym in the other script' search SCO --limit 2
show 'A phrase' search '"विदेश मंत्री"' --limit 2
show 'A word in a field, without another word' search शीर्षक:मेट्रो -लखनऊ --limit 2
show 'A place, within two months' search place:बिहार date:2025-08..2025-09 --limit 2 --no-snippets
show 'The newest first' search चुनाव --sort newest --limit 3 --no-snippets
show 'What a score is made of' search 'जीएसटी परिषद' --explain --limit 1 --no-snippets
show 'For programs' search 'मैत्री कप' --json --limit 1 --no-snippets
show 'What the analysis makes of a text' analyze 'भारत-रूस के नेताओं ने १,१६५ करोड़ दिए'

cat <<END

The index is in $index. Search it:

    khabar search --index $index 'आपके शब्द'

(\`. .venv/bin/activate\` puts khabar on your PATH; \`khabar search --help\` lists the options.)
END
