"""Words that go with the names of places, and those that look like one.

Written down from general knowledge, spelled as papers do; readers bring them to exact form.
"""

from __future__ import annotations

from .tables import words

__all__ = ["AMBIGUOUS", "DIRECTIONS", "ENDINGS", "HEADS", "HEADS_WITHIN", "LANDMARKS", "NOT_PLACES"]

AMBIGUOUS: tuple[str, ...] = words(
    """कोटा मंडी सूरत बस्ती दुर्ग धार सागर गया पुरी आरा बूंदी दमन माली चाड चिली पाली खैर हासन जावा
    पारो गाले सना बॉन नीस बर्न  सहारा थार गुना पन्ना सीधी कृष्णा      राइन कैंडी
    हेग बाली सलेम माहे मध्य-पूर्व  जेवर रोहिणी सोमनाथ पुष्कर ऊना  कैलाश द्वारका  कोशी"""
)
"""Also common words or names of persons: places only beside another place or a word like जिला, शहर."""

DIRECTIONS: tuple[str, ...] = words(
    """उत्तर दक्षिण पश्चिम उत्तरी दक्षिणी पश्चिमी पूर्वी मध्य केंद्रीय पूर्वोत्तर उत्तरपूर्व उत्तरपूर्वी
    पश्चिमोत्तर उत्तरपश्चिम उत्तरपश्चिमी दक्षिणपूर्व दक्षिणपूर्वी दक्षिणपश्चिम दक्षिणपश्चिमी"""
)
"""Before a place they make the name of a part of it (दक्षिण एशिया). Not पूर्व, which is "former" too."""

LANDMARKS: tuple[str, ...] = words(
    """मंदिर मस्जिद गुरुद्वारा दरगाह मठ चर्च गिरजाघर किला किले दुर्ग महल मकबरा मार्ग रोड स्ट्रीट चौक पार्क
    उद्यान अभयारण्य बांध सेतु तीर्थ गुफा स्टेडियम बाग सराय हिल हिल्स अस्पताल"""
)
"""Built or kept by people: the name before belongs to them (स्वर्ण मंदिर, वानखेड़े स्टेडियम)."""

NOT_PLACES: tuple[str, ...] = words(
    # CLDR's groupings, and exemplar cities that are ordinary words
    """विश्व अज्ञात-क्षेत्र अज्ञात-शहर ओरल चक केसी वेक नोम पॉमर ट्रोल ईस्टर क्रिसमस डेविस डार्विन रेजिना
    स्टैनली मध्य पैसिफिक संयुक्त-राज्य मॉसन डॉसन कैंटन मिडवे अडक नुक चैथम"""
)

HEADS: tuple[str, ...] = words(
    """शहर नगर जिला जिले जिलों राज्य प्रांत प्रान्त सूबे सूबा तहसील गांव कस्बा कस्बे ब्लॉक ब्लाक प्रखंड
    अनुमंडल प्रमंडल मंडल मण्डल इलाके इलाका थाना नदी झील घाटी द्वीप द्वीपसमूह पर्वत मोहल्ला मोहल्ले बस्ती
    टोला चौराहा चौराहे एयरपोर्ट हवाईअड्डा हवाईअड्डे बंदरगाह जंक्शन स्टेशन"""
)
"""Before it stands the name of a place (तियानजिन शहर में)."""

HEADS_WITHIN: tuple[str, ...] = words(
    "नगर घाटी झील द्वीप द्वीपसमूह पर्वत एयरपोर्ट हवाईअड्डा बंदरगाह जंक्शन स्टेशन टोला बस्ती"
)
"""Of those, the ones that belong to the name (पटेल नगर, स्वात घाटी)."""

ENDINGS: tuple[str, ...] = words(
    """पुर पुरा पुरम नगर गंज ाबाद गढ़ ीगढ़ स्तान लैंड वाड़ा खेड़ा ापल्ली पल्ली पट्टनम बर्ग टाउन ग्राद सराय
    पट्टी कोट डीह चक घाट हाट मऊ नाडु"""
)
"""How the names of settlements and lands end; only on a word that the dictionary of Hindi lacks."""
