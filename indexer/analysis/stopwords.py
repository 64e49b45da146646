"""Words that carry little by themselves, in exact form.

They stay in the index (phrases need them) and weigh little in ranking.
"""

from __future__ import annotations

__all__ = ["STOP_WORDS"]

_WORDS = (
    # postpositions and particles
    """का की के को ने से में पर तक ही भी तो न ना नहीं मत लिए द्वारा साथ बाद पहले बीच पास ओर तरफ बारे बिना सहित वाला वाली वाले
    और व एवं तथा या अथवा लेकिन परंतु किंतु मगर बल्कि कि क्योंकि ताकि अगर यदि जबकि हालांकि चूंकि इसलिए
    """
    # pronouns and determiners
    """यह ये वह वे वो इस इन उस उन इसे इन्हें उसे उन्हें इसने उसने इन्होंने उन्होंने इसका इसकी इसके इनका इनकी इनके उसका उसकी उसके
    उनका उनकी उनके इसमें उसमें इनमें उनमें इससे उससे इनसे उनसे इसी उसी यही वही मैं मैंने मुझे मेरा मेरी मेरे हम हमने हमें हमारा हमारी
    हमारे आप आपने आपको आपका आपकी आपके तुम अपना अपनी अपने खुद स्वयं जो जिस जिन जिसे जिन्हें जिसने जिन्होंने जिसका जिसकी जिसके
    जिनका जिनकी जिनके जिसमें जिनमें जिससे कोई कुछ किसी किन्हीं कौन क्या क्यों कब कहां कैसे कितना कितनी कितने किस किन सभी सब
    हर प्रत्येक एक ऐसा ऐसी ऐसे वैसे जैसा जैसी जैसे इतना इतनी इतने उतना
    """
    # adverbs of place, time and measure
    """यहां वहां जहां अब तब जब फिर अभी कभी बहुत अधिक ज्यादा कम काफी सिर्फ केवल लगभग करीब आदि इत्यादि
    """
    # auxiliaries and the commonest forms of to be, to do, to go
    """है हैं हूं हो था थी थे थीं होगा होगी होंगे होता होती होते होना होने हुआ हुई हुए रहा रही रहे रहता रहती रहते रहना गया गई गए गयी गये जा जाता
    जाती जाते जाना जाने कर करके करता करती करते करना करने किया किए किये करें दिया दी दिए दिये दे लिया ली लिये ले सकता सकती सकते
    चुका चुकी चुके पाया पाई पाए लगा लगी लगे
    """
    # English
    """a an and are as at be been but by for from had has have he her his if in into is it its of on or she so than that the
    their them then there these they this to was were which while who will with would"""
)

STOP_WORDS: frozenset[str] = frozenset(_WORDS.split())
