"""Words by which the name of an organisation is known, and its words told from those around it.

Written down from general knowledge, spelled as papers do; readers bring them to exact form.
"""

from __future__ import annotations

from .tables import words

__all__ = [
    "ADJECTIVE_BEFORE",
    "BROAD_MODIFIERS",
    "CORE_HEADS",
    "LOOSE_HEADS",
    "MODIFIERS",
    "NATIONAL_ADJECTIVES",
    "NOT_ORGANISATIONS",
    "STATE_HEADS",
    "TRANSLATED_INITIALS",
    "USED_AS_ADJECTIVES",
]

CORE_HEADS: tuple[str, ...] = words(
    """मंत्रालय विश्वविद्यालय यूनिवर्सिटी महाविद्यालय आयोग विभाग निदेशालय सचिवालय पार्टी बैंक न्यायालय
    हाईकोर्ट कोर्ट संगठन संघ महासंघ परिषद समिति बोर्ड निगम महानगरपालिका नगरपालिका संस्थान संस्था अकादमी
    एकेडमी अकैडमी कॉलेज प्राधिकरण अधिकरण न्यायाधिकरण ट्रिब्यूनल अथॉरिटी एजेंसी लिमिटेड कॉरपोरेशन कॉर्पोरेशन फाउंडेशन ट्रस्ट एसोसिएशन
    असोसिएशन फेडरेशन क्लब लीग काउंसिल कमेटी कमिशन कमीशन दूतावास उच्चायोग मोर्चा गठबंधन यूनियन ब्यूरो
    समूह आश्रम सोसायटी सोसाइटी इंस्टीट्यूट इंस्टिट्यूट कंपनी टीवी चैनल डेयरडेविल्स इंडियंस राइडर्स
    रॉयल्स चैलेंजर्स एयरलाइंस एयरवेज हॉस्पिटल इंडस्ट्रीज टेक्नोलॉजीज मोटर्स ग्रुप कॉन्फ्रेंस कांफ्रेंस
    पुस्तकालय संग्रहालय मुजाहिदीन स्टूडियो पिक्चर्स प्रकाशन टाइम्स फ्रंट"""
)
"""The last word of a long name: whatever modifies it before belongs to the name."""

STATE_HEADS: tuple[str, ...] = words("सरकार पुलिस सेना संसद टीम वायुसेना नौसेना थलसेना विधानसभा रेलवे")
"""An organisation only after a place or the adjective of a nation: दिल्ली पुलिस, not "the police"."""

LOOSE_HEADS: tuple[str, ...] = words(
    """संगठन एजेंसी समिति संस्था कंपनी बैंक क्लब कॉलेज बोर्ड पार्टी संघ समूह ग्रुप चैनल टीवी कमेटी कोर्ट
    न्यायालय प्रकाशन ट्रस्ट यूनियन टाइम्स फ्रंट सोसायटी सोसाइटी अकादमी एकेडमी लीग मोर्चा गठबंधन हॉस्पिटल
    संस्थान परिषद पुस्तकालय संग्रहालय विश्वविद्यालय महाविद्यालय निगम"""
)
"""Of the core, the ones also said of any: they need a proper word before them (टाटा समूह)."""

USED_AS_ADJECTIVES: tuple[str, ...] = words("लोकसभा सभा राज्यसभा विधानसभा रेलवे रेल")
ADJECTIVE_BEFORE: tuple[str, ...] = words(
    "चुनाव चुनावों सीट सीटों क्षेत्र क्षेत्रों निर्वाचन उपचुनाव स्टेशन स्टेशनों लाइन ट्रैक क्रॉसिंग"
)
"""Before one of these the words above name no organisation: a Lok Sabha seat, a railway station."""

BROAD_MODIFIERS: tuple[str, ...] = words(
    """राष्ट्रीय अंतरराष्ट्रीय अंतर्राष्ट्रीय अखिल विश्व सर्वोच्च उच्च उच्चतम नेशनल इंडियन इंटरनेशनल
    समाजवादी कम्युनिस्ट लेबर रिपब्लिकन डेमोक्रेटिक"""
)
"""Common words that begin proper names of organisations."""

TRANSLATED_INITIALS: dict[str, str] = {
    "भारतीय": "ib", "राष्ट्रीय": "nr", "अंतरराष्ट्रीय": "ia", "संयुक्त": "us", "संगठन": "os", "आयोग": "ca",
    "संस्थान": "is", "परिषद": "cp", "सहयोग": "cs", "विकास": "dv", "अनुसंधान": "ra", "अन्वेषण": "i",
    "न्यायालय": "c", "संघ": "ufas", "बल": "f", "प्राधिकरण": "ap", "समिति": "cs", "दल": "pd", "जांच": "ij",
    "शिक्षा": "es", "स्वास्थ्य": "h", "विश्वविद्यालय": "uv", "विभाग": "dv", "निगम": "cn",
    "प्रौद्योगिकी": "t", "विज्ञान": "s", "अंतरिक्ष": "s", "लोक": "p", "कर्मचारी": "se", "प्रबंधन": "m",
    "प्रबंध": "m", "आपदा": "d", "विश्व": "wv", "व्यापार": "t", "मोर्चा": "fm", "राज्य": "s",
    "मानवाधिकार": "h", "महिला": "w", "पर्यावरण": "e", "ऊर्जा": "e", "परमाणु": "an", "रक्षा": "d",
    "केंद्रीय": "c", "चिकित्सा": "m", "आयुर्विज्ञान": "m", "माध्यमिक": "s", "अनुदान": "g", "औद्योगिक": "i",
    "बीमा": "i", "जीवन": "l", "सीमा": "b",
}  # fmt: skip
"""The letters by which an English acronym may stand for a Hindi word of the long name."""

MODIFIERS: tuple[str, ...] = words(
    """राष्ट्रीय अंतरराष्ट्रीय अंतर्राष्ट्रीय अखिल केंद्रीय राज्य प्रदेश प्रांतीय क्षेत्रीय विश्व सर्वोच्च
    उच्च उच्चतम विदेश रक्षा गृह वित्त स्वास्थ्य शिक्षा कृषि रेल रेलवे सड़क परिवहन राजमार्ग सूचना प्रसारण
    पर्यावरण वन जलवायु परिवर्तन जल संसाधन शक्ति ऊर्जा बिजली विद्युत पेट्रोलियम प्राकृतिक गैस कोयला खान
    इस्पात वाणिज्य उद्योग व्यापार श्रम रोजगार महिला बाल विकास ग्रामीण शहरी नगर नगरपालिका आवास पंचायती
    राज सामाजिक न्याय अधिकारिता जनजातीय कार्य अल्पसंख्यक संस्कृति पर्यटन खेल युवा मामले कौशल मानव अधिकार
    मानवाधिकार विज्ञान प्रौद्योगिकी अंतरिक्ष अनुसंधान परमाणु नागरिक उड्डयन दूरसंचार संचार आयकर उत्पाद
    शुल्क आबकारी राजस्व लोक सेवा कर्मचारी चयन चुनाव निर्वाचन सुरक्षा जांच अन्वेषण खुफिया आपदा प्रबंधन
    प्रबंध भर्ती परीक्षा माध्यमिक उच्चतर बेसिक तकनीकी चिकित्सा आयुर्विज्ञान औषधि खाद्य उपभोक्ता जनता
    समाजवादी बहुजन समाज कम्युनिस्ट मार्क्सवादी लोकतांत्रिक जनतांत्रिक डेमोक्रेटिक रिपब्लिकन लेबर
    कंजर्वेटिव कंज़रवेटिव राष्ट्रवादी प्रगतिशील संयुक्त क्रिकेट फुटबॉल हॉकी बैडमिंटन टेनिस कुश्ती
    मुक्केबाजी ओलंपिक ओलिंपिक एथलेटिक्स ग्राम जिला हिंदू मुस्लिम इस्लामिक सिख किसान मजदूर छात्र व्यापारी
    नेशनल इंडियन इंटरनेशनल सेंट्रल स्टेट मेडिकल इंजीनियरिंग आईटीआई पब्लिक एयर ग्लोबल यूनाइटेड रॉयल
    प्रीमियर सुप्रीम हाई सत्र पर्सनल लॉ वक्फ मौसम डाक तार पुरातत्व सर्वेक्षण स्वयंसेवक सेवक
    विद्यार्थी परिवार कल्याण सहकारी सहकारिता रिजर्व आपूर्ति प्रशासन प्रशासनिक कार्मिक पेंशन विधि कानून
    न्यायिक हिंदुस्तान सहयोग शंघाई साहित्य संगीत नाटक ललित कला इस्लामी अरब यूरोपीय अफ्रीकी"""
)
"""Common words that stand inside names of organisations."""

NATIONAL_ADJECTIVES: tuple[str, ...] = words(
    """भारतीय पाकिस्तानी चीनी अमेरिकी अमरीकी रूसी ब्रिटिश ब्रितानी फ्रांसीसी जर्मन जापानी ईरानी इराकी
    इजरायली इजराइली इसराइली अफगान अफगानी श्रीलंकाई नेपाली बांग्लादेशी यूक्रेनी तुर्की सऊदी ऑस्ट्रेलियाई
    कनाडाई इतालवी स्पेनिश फलस्तीनी फिलिस्तीनी यूरोपीय अफ्रीकी केंद्रीय"""
)

NOT_ORGANISATIONS: tuple[str, ...] = words(
    # letters that name no organisation; the Devanagari spelling of each follows by rule
    """am pm cm dm sp ssp sdm adm dsp dcp acp sho so co ceo cfo coo md cmo cms ias ips ifs pcs mla mlc mp
    up ap hp uk usa us uae dc ncr tv cctv ac ok id sms mms otp pin atm upi gst gdp fir dna rna icu opd
    mri ct hiv aids bp ecg covid sars pcr ppe bpl apl obc sc st ews ngo phd ba ma bsc msc mba mbbs bed
    btech bca mca llb iti neet jee cat ssc emi ipo fdi fpi nri oci pan km kg mm gb mb tb hd led lcd pc
    pdf app gps sim lpg cng rti ist gmt utc vip vvip pil evm nrc caa npr odi fy bc ad dj db vs ii iii iv
    vi vii xi xii vc dg ig dig adg dgp igp sic bdo cdo dso sdo peo kyc llp plc ltd em it ai ml ar vr rr
    gt ev suv bs api ott dvd cd fm fb pr hr pa cr lac rs inr usd faq cv tt lt gen col capt maj dr mr mrs
    prof jr sr ji jan feb mar apr may jun jul aug sep oct nov dec ut msme mou rtpcr ug pg"""
)
