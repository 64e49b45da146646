"""Words about which the dictionary is wrong or silent: tables for ``lemma``. All in exact form.

Chosen by reading where the dictionary's forms disagree with the tables of verbs (Unimorph, CC BY-SA 3.0) among the words of wiki
and news, and its nouns by their plurals that it sends to verbs; not from treebanks.
"""

from __future__ import annotations

__all__ = ["CORRECTIONS", "ENGLISH_PLURALS", "NO_HONORIFIC", "VERBS"]

# Words that are their own lemmas. The dictionary lacks them or takes them for forms of others: गाड़ी of गाड़ना, कवि of कवयित्री,
# पकड़ना of कब्जा.
_OWN_LEMMAS = """
    अध्यापक कवि कुल्हाड़ा गोप चाचा दादी नर्तक नाना परनाना प्रेमिका फूफा बंदा बालक भतीजी रोगी लेखक विद्यार्थी श्रीमती
    कुत्ता बिल्ली मकड़ा मास्को
    आत्मसम्मान कोस खाई गली गाजी गाड़ी तुला त्यागी थापा दही पाली पुतला पोती प्रजाति फल फोड़ा बेला भट्ठा मल रस राई रेत
    इतराना खर्चना छीनना ठोंकना डुबोना तिलमिलाना नकारना पकड़ना फटकारना बदलवाना लहराना वसूलना सेकना हथियाना
    छाना तलाशना बंधना दोहराना संत सोनी
"""

# Stems of verbs that are nouns of the action too (मांग, मांगना): 60 in a thousand of verbs are met as stem alone (रोक दिया), which
# nothing tells from the noun, and whoever seeks one is glad of the other. Not जल, फल, बांध, हंस, जन: other things.
_ACTIONS = """
    उलट खरीद खोज घूम चमक चाह छाप छींक छूट छेड़ जांच ठग तलाश तोड़ त्याग नाप पकड़ परख पहचान पहुंच पूछ फेंक फूंक भर मांग माप मार रगड़ रोक
    लूट वसूल समझ सुधार सोच स्वीकार
"""

# Nouns, adjectives and names that the dictionary takes for forms of another word, a verb most often (भाग of भागना, हरा of हराना,
# शिष्य of शिष्या, नाटो of नाटा), each with its forms. Found by reading all words of wiki and news that occur six times as often as
# the lemma they had. 8,700 occurrences there.
_NOT_OF_OTHERS = """
    अनजान:
    अनहोनी:
    आठ: आठों
    कटनी:
    खिलजी:
    गढ़: गढ़ों
    गद्दी: गद्दियां गद्दियों
    गला: गले गलों
    गुड्डी:
    घोल: घोलों
    चर: चरों
    चार: चारों
    चोर: चोरों
    छल:
    छेद: छेदों
    जननी:
    जमाती: जमातियों
    टेक:
    ढाल: ढालें ढालों
    तल: तलों
    ताप: तापों
    दोहरा: दोहरे दोहरी
    नवाज:
    नाटो:
    परती:
    पाद: पादों
    फली: फलियां फलियों
    फूल: फूलों
    फेनी:
    बंदर: बंदरों
    बंदी: बंदियों
    बजे:
    बांग्ला:
    बीना:
    भाग: भागों
    भुट्टो:
    भेद: भेदों
    माली: मालियों
    मोह:
    मौसी:
    योगी: योगियों
    रंगा:
    वर्क:
    शायर: शायरों
    शिष्य: शिष्यों
    शोभा:
    संन्यासी: संन्यासियों
    सजा:
    सात: सातों
    सिरा: सिरे सिरों
    सुल्तान: सुल्तानों
    सेवक: सेवकों
    हनी:
    हरा: हरे हरी
    हिल:
"""
# Infinitive: forms that the dictionary does not know for its own.
_VERB_FORMS = """
    चलना: चलते
    छाना: छाए छाये छायी
    जीतना: जीता जीते जीती जीतीं
    जीना: जिया जिये जिए
    मानना: माने
    पहुंचना: पहुंचा
    लेना: लेकर
    लाना: लाई लाईं लाएगा लाएगी
    पाना: पाएगी पाईं
    गाना: गाई गाए
    खाना: खाए
    पीना: पीए
    खोना: खोये
    धोना: धोये
    खुलना: खुला खुले खुली
    गिरना: गिरा
    गिराना: गिराएं गिराए
    परोसना: परोसा परोसे
    रोकना: रोके
    जमना: जमे
    चूकना: चूके
    बीतना: बीती
    हंसना: हंसो
    रहना: रहिए
    जलना: जलकर
    बंधना: बंधा बंधी बंधे
    दौड़ाना: दौड़ाई
    दोहराना: दोहराई दोहराए दोहराया
    होना: हुयी हुयीं
"""
_SPELLINGS = {
    "बहु": "बहु",  # many-, not बहू, the daughter-in-law
    "चाहिए": "चाहना",
    "चाहिये": "चाहना",
    "थीं": "था",
    **dict.fromkeys(("रूपया", "रूपये", "रूपए", "रूपयों"), "रुपया"),
    "दुख": "दुख",
    "दुखी": "दुखी",
    "दुःख": "दुख",
    "दुःखद": "दुखद",
    "दुःखी": "दुखी",
    "निःशुल्क": "निशुल्क",
    "निशुल्क": "निशुल्क",
    "इसलिये": "इसलिए",
    "इसीलिये": "इसीलिए",
    "जरिये": "जरिए",
    "जरीये": "जरिए",
    "कयी": "कई",
    "दोनो": "दो",
    **dict.fromkeys(("उन्होने", "उन्होनें"), "वह"),
    **dict.fromkeys(("इन्होने", "इन्होनें"), "यह"),
    **dict.fromkeys(("जिन्होने", "जिन्होनें"), "जो"),
}


def _forms(table: str) -> dict[str, str]:
    lines = (line.split(":") for line in table.strip().splitlines())
    return {form: lemma.strip() for lemma, forms in lines for form in (lemma.strip(), *forms.split())}


CORRECTIONS: dict[str, str] = {
    **{word: word for word in _OWN_LEMMAS.split()},
    **{stem: stem + "ना" for stem in _ACTIONS.split()},
    **_forms(_NOT_OF_OTHERS),
    **_forms(_VERB_FORMS),
    **_SPELLINGS,
}
"""Exact form → lemma, where this and not the dictionary decides. Each lemma is its own lemma."""

_STEMS_IN_S = """
    अपडेट अवॉर्ड इक्विपमेंट एंटीबायोटिक एक्टर एक्सपर्ट एक्सपेरिमेंट एजेंट एथलीट एप एयरपोर्ट ऐप ऑफिसर कंटेनर कमेंट केमिकल कैंडिडेट
    कैसेट कोड क्लस्टर गवर्नर गार्ड गैजेट चार्जर चैलेंजर टर्बोचार्जर टाइगर टाइल टीचर टूल डिटेल ड्रग नोट पार्टनर पेशेंट पैसेंजर पॉइंट
    प्रोडक्ट प्रोड्यूसर प्लांट प्लेयर फाइटर फाइनल फ्रेंड फ्लाइट बिट बुक बैंकर बैटल बांड बॉलर ब्लॉगर मिनिस्टर मेंबर मॉडल यूजर यूनिट
    राइडर रिंग रिजॉर्ट रिसॉर्ट रूल रेंजर रेटिंग रोबोट लिंक लेटर लैब वर्कर विनर वोटर शॉप सप्लायर साइट सिंगर सीक्रेट सीट
    सुपरवाइजर सेंटर सेक्टर सैंपल स्काउट स्टुडेंट स्टूडेंट स्टोर स्ट्राइक स्पीकर हॉटस्पॉट हिट
"""
_STEMS_IN_IES = """
    अथॉरिटी इंडस्ट्री एजेंसी कंपनी टेक्नोलॉजी टैक्सी पार्टी बॉडी यूनिवर्सिटी लेबोरेटरी लैबोरेटरी सिक्योरिटी सोसाइटी स्टडी स्टोरी
"""
_STEMS_IN_ES = """
    क्लास केस कॉलेज कोर्स नर्स बिजनेस मैच मैसेज सर्विस साइंस
"""

ENGLISH_PLURALS: dict[str, str] = {
    **{f"{stem}्स": stem for stem in _STEMS_IN_S.split()},
    **{f"{stem}ज": stem for stem in _STEMS_IN_IES.split()},
    **{f"{stem}े{last}": stem for stem in _STEMS_IN_ES.split() for last in "जस"},
}
"""English plurals in Devanagari → singulars. Words, not a rule: of 529 words in ्स of wiki and news whose rest occurs too, as many
are names (जेम्स, विलियम्स, हेस्टिंग्स) or words of their own (कॉमिक्स, स्पोर्ट्स)."""

NO_HONORIFIC = frozenset("बालाजी राजाजी शिवाजी भीमजी अंग्रेजी".split())
"""Names and words in जी that are no name with जी, though what stands before it is a word."""

VERBS = frozenset(
    """
    उथलना खर्चना गुंधना गुटकना घोंटना चिरकना झमझमाना ठुसकना ठोंकना डुबोना तलाशना तिलमिलाना दमकना दुहना नकारना पिनकना फटकारना
    फांकना फुंकना फुलाना बंधना बदलवाना बसाना बिलाना बुहारना भरवाना मुरमुराना रूसना रेंकना लहराना लीपना लुटना लोटना वसूलना
    सठियाना समुझना सुलझना हथियाना
    """.split()
)
"""Infinitives of which the dictionary has no other form."""
