"""500 names in many scripts, and how somebody types each without its signs."""

# ruff: noqa: RUF001 - letters that look like others are what it is about

from itertools import product

# First names and surnames as they are written, and as they are typed without their signs.
LATIN: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "Welsh and Irish": (
        [("Siân", "sian"), ("Tomás", "tomas"), ("Gwenllïan", "gwenllian"), ("Sinéad", "sinead")],
        [("O'Connor", "oconnor"), ("O’Súilleabháin", "osuilleabhain"), ("Ŵyn", "wyn")],
    ),
    "French and Spanish": (
        [("Zoë", "zoe"), ("François", "francois"), ("Iñaki", "inaki"), ("Éléonore", "eleonore")],
        [("Núñez", "nunez"), ("L'Œuvre", "loeuvre"), ("Peña-García", "pena-garcia")],
    ),
    "Nordic and German": (
        [("Øystein", "oystein"), ("Åsa", "asa"), ("Þór", "thor"), ("Jürgen", "juergen")],
        [("Müller", "mueller"), ("Weiß", "weiss"), ("Sæther", "saether"), ("Ångström", "angstrom")],
    ),
    "Slavic": (
        [("Łukasz", "lukasz"), ("Đorđe", "dorde"), ("Žaneta", "zaneta"), ("Přemysl", "premysl")],
        [("Dvořák", "dvorak"), ("Wójcik", "wojcik"), ("Šušnjar", "susnjar")],
    ),
    "Turkish and Maltese": (
        [("Işıl", "isil"), ("İbrahim", "ibrahim"), ("Çağrı", "cagri"), ("Ħamdu", "hamdu")],
        [("Öztürk", "ozturk"), ("Ğüneş", "gunes"), ("Żammit", "zammit")],
    ),
    "Vietnamese": (
        [("Thị Thảo", "thi thao"), ("Đức", "duc"), ("Hằng", "hang"), ("Quốc", "quoc")],
        [("Nguyễn", "nguyen"), ("Trần", "tran"), ("Đặng", "dang"), ("Phạm", "pham")],
    ),
    "West African": (
        [("Ọlá", "ola"), ("Ṣadé", "sade"), ("Ɛsi", "esi"), ("Ɓala", "bala")],
        [("Adébáyọ̀", "adebayo"), ("Ńdìchie", "ndichie"), ("Ƙarfi", "karfi")],
    ),
    "Māori and Hawaiian": (
        [("Māia", "maia"), ("Kēhaulani", "kehaulani"), ("Tūroa", "turoa")],
        [("Kaʻanāʻanā", "kaanaana"), ("Ngāti", "ngati"), ("Hawaiʻi", "hawaii")],
    ),
}
# Others are typed as they are written, without points, vowel signs and accents.
OTHERS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "Greek": (
        [("Ελένη", "ελενη"), ("Γιώργος", "γιωργος"), ("ΜΑΡΊΑ", "μαρια")],
        [("Παπαδόπουλος", "παπαδοπουλος"), ("Ιωάννου", "ιωαννου"), ("Δημητρίου", "δημητριου")],
    ),
    "Cyrillic": (
        [("Алёна", "алена"), ("Юрий", "юрий"), ("ОЛЕНА", "олена")],
        [("Йорданов", "йорданов"), ("Шевченко", "шевченко"), ("Ківшар", "ківшар")],
    ),
    "Arabic": (
        [("مُحَمَّد", "محمد"), ("فاطمة", "فاطمة"), ("أحمد", "احمد")],
        [("الأحمد", "الاحمد"), ("العلـي", "العلي"), ("حسن", "حسن")],
    ),
    "Hebrew": ([("דָּוִד", "דוד"), ("שרה", "שרה")], [("כהן", "כהן"), ("בן-דוד", "בן דוד")]),
    "Devanagari": ([("सीता", "सीता"), ("राज़िया", "राज़िया")], [("शर्मा", "शर्मा"), ("वर्मा", "वर्मा")]),
    "Bengali": ([("অনিল", "অনিল"), ("রীতা", "রীতা")], [("চৌধুরী", "চৌধুরী"), ("দাস", "দাস")]),
    "Gurmukhi": ([("ਸਿਮਰਨ", "ਸਿਮਰਨ"), ("ਗੁਰਪ੍ਰੀਤ", "ਗੁਰਪ੍ਰੀਤ")], [("ਕੌਰ", "ਕੌਰ"), ("ਸਿੰਘ", "ਸਿੰਘ")]),
    "Tamil": ([("தமிழ்", "தமிழ்"), ("கவிதா", "கவிதா")], [("செல்வன்", "செல்வன்"), ("ராஜா", "ராஜா")]),
    "Thai": ([("สมชาย", "สมชาย"), ("มาลี", "มาลี")], [("ใจดี", "ใจดี"), ("แก้ว", "แก้ว")]),
    "Georgian": (
        [("ნინო", "ნინო"), ("გიორგი", "გიორგი")],
        [("ბერიძე", "ბერიძე"), ("კაპანაძე", "კაპანაძე")],
    ),
    "Armenian": ([("Անահիտ", "անահիտ"), ("Արամ", "արամ")], [("Պետրոսյան", "պետրոսյան")]),
    "Amharic": ([("አበበ", "አበበ"), ("ሰላም", "ሰላም")], [("ተስፋዬ", "ተስፋዬ"), ("ከበደ", "ከበደ")]),
    "Hangul": ([("민준", "민준"), ("서연", "서연")], [("김", "김"), ("박", "박")]),
    "Han": ([("小明", "小明"), ("美玲", "美玲")], [("王", "王"), ("李", "李")]),
    "Kana": ([("ガブリエラ", "ガブリエラ"), ("さくら", "さくら")], [("たなか", "たなか")]),
}
SCRIPTS = 1 + len(OTHERS)  # Latin is one, in however many languages


def names(number: int = 500) -> list[tuple[str, str]]:
    """Different names, each with what is typed to find it."""
    found: dict[str, str] = {}
    for first, last in (one for group in (LATIN, OTHERS) for one in group.values()):
        for (given, typed), (family, typed_too) in product(first, last):
            found[f"{given} {family}"] = f"{typed} {typed_too}"
            found[f"{family}, {given}"] = f"{typed} {typed_too}"
    # People have second names, and there are never too few of them.
    for name, typed in list(found.items()):
        found[f"{name} Jón"] = f"jon {typed}"
    return list(found.items())[:number]
