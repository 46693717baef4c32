"""Names as people write them, and places as offices type them: 60 from 16 scripts, and 10."""

# ruff: noqa: RUF001 - each is written as its owner writes it

LATIN = (
    *("Amina Rashid", "Siobhán O’Neill-Ó Súilleabháin", "Łukasz Żółciński", "Nguyễn Thị Ánh Tuyết"),
    *("Ọlátúnjí Adébáyọ̀", "Ẹ̀bùn Ọ̀ṣúnlàjà", "Şükrü Yıldız-Öztürkoğlu", "Gwenllïan Ŵyn ap Siôn"),
    *("Ştefania Băcilă", "Øystein Ærø Åkesson", "Tōmas Ķēniņš", "Ng", "X", "Ō", "Þóra Ðuríður"),
    "Jose\u0301 Nun\u0303ez",  # accents as signs of their own
    "A̧ŋɛ̃ɔ̀ Ɖɔ́ŋ",
    "\u0301Eve \u0308Bell",  # accents of no letter
    "W" * 120,
    "Wolfeschlegelsteinhausenbergerdorff-Brzęczyszczykiewicz-Featherstonehaugh III",
)
OTHERS = {
    "Greek": ("Ἀθηνᾶ Παπαδοπούλου", "Γιώργος Μάρκου"),
    "Cyrillic": ("Оксана Їжакевич", "Ђорђе Љубић", "Цогтбаатар Өлзий"),
    "Arabic": ("مريم الحسن", "محمد عبد الرحمٰن", "ڈاکٹر فاطمہ چوہدری", "شیرین پاک‌نژاد", "لاله ﷴ"),
    "Hebrew": ("יעל כהן", "אַבְרָהָם בֶּן־דָּוִד"),
    "Gurmukhi": ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਹਰਜੀਤ ਕੌਰ ਸੰਧੂ", "ਸ਼੍ਰੇਆ ਢਿੱਲੋਂ"),
    "Devanagari": ("अनिल शर्मा", "कृष्णा त्रिपाठी", "श्रीमती लक्ष्मी"),
    "Bengali": ("রহিমা খাতুন", "শ্রীকৃষ্ণ চট্টোপাধ্যায়", "মৌসুমী ক্ষেত্রী"),
    "Gujarati": ("જિગ્નેશ પટેલ", "શ્રદ્ધા ત્રિવેદી"),
    "Tamil": ("கார்த்திக் சுப்ரமணியம்", "ஸ்ரீலட்சுமி"),
    "Telugu": ("శ్రీనివాస్ రెడ్డి",),
    "Malayalam": ("ലക്ഷ്മി നായർ",),
    "Kannada": ("ಕೃಷ್ಣಮೂರ್ತಿ",),
    "Sinhala": ("ශ්‍රී ලංකා පෙරේරා",),
    "Thai": ("สมชาย ใจดี", "น้ำผึ้ง"),
    "Ethiopic": ("ትርሓስ ገብረመድህን",),
    "Georgian": ("ნინო ბერიძე",),
    "Armenian": ("Արամ Հակոբյան",),
    "Han": ("陳大文", "王小明", "山田さくら"),
    "Hangul": ("김민수",),
    "several": ("Gurpreet ਸਿੰਘ", "Mary מרים Levi", "Fatima (فاطمة) Khan", "Li 李小龍"),
}
DRAWN = (*LATIN, *(name for names in OTHERS.values() for name in names))
# With signs that no font of ours has, and those signs.
UNDRAWN = {
    "Sunita 😀": ("😀",),
    "👩‍👧 Ana": ("👩\u200d", "👧"),
    "\u0301 Eve": ("\u0301",),
    "ਾ Singh": ("ਾ",),
    "Bell\u0007": ("\u0007",),
    "\u200d\u200b": ("\u200d", "\u200b"),  # nothing would show
    "ᠮᠣᠩᠭᠣᠯ": ("ᠮ", "ᠣ", "ᠩ", "ᠭ", "ᠯ"),
    "𐌰𐌹𐍅𐌰": ("𐌰", "𐌹", "𐍅"),
}
VENUES = (
    "Café № 7, ½ mile from the A45",
    "The Hub – “Studio 2” (first floor)",
    "Council House, Victoria Sq. → Room Ⅳ",
    "Yr Hen Ysgol, Tŷ Gwyn",
    "Gurdwara ਗੁਰਦੁਆਰਾ Guru Nanak, Smethwick",
    "مسجد, Belgrave Middleway",
    "♿ St Martin’s • ☎ 0121 496 0000",
    "Library ★ & café™ ©2026 <b>",
)
UNDRAWN_VENUES = {"Youth Hub 🎉": ("🎉",), "Studio 🅿️ East": ("🅿\ufe0f",)}
