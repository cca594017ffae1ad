"""Numbers as Word's formats show them (ECMA-376 part 1, 17.18.59): figures, letters of several scripts, words, signs.

What a format is not known for here shows figures. Words are English, as Word has them for every language but a few.
"""

from __future__ import annotations

_ROMAN = [
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
]
_CIRCLED = {at: chr(0x245F + at) for at in range(1, 21)}
_ALPHABETS = {
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマ"
    "ケフコエテアサキユメミシヱヒモセスン",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "hindiVowels": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_FIGURES = {
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "koreanDigital2": "零一二三四五六七八九",
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def formatted(count: int, form: str) -> str:
    """A number as a format shows it (17.18.59); formats that are not known show figures."""
    if form in _ALPHABETS:
        return _repeated(count, _ALPHABETS[form])
    if form in _FIGURES:
        return str(count).translate({0x30 + at: figure for at, figure in enumerate(_FIGURES[form])})
    if form.startswith("zeros"):  # 17.9.17
        return str(count).zfill(int(form.removeprefix("zeros")))
    match form:
        case "lowerLetter" | "lower-alpha":
            return _repeated(count, "abcdefghijklmnopqrstuvwxyz")
        case "upperLetter" | "upper-alpha":
            return _repeated(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        case "lowerRoman" | "lower-roman":
            return _roman(count)
        case "upperRoman" | "upper-roman":
            return _roman(count).upper()
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            return f"{count}{_ordinal_ending(count)}"
        case "none":
            return ""
        case _:
            return _of_signs_or_words(count, form)


def _of_signs_or_words(count: int, form: str) -> str:
    """The formats in which signs or words stand for numbers, or signs stand round them."""
    match form:
        case "cardinalText":
            return _in_words(count).capitalize()
        case "ordinalText":
            return _ordinal_in_words(count).capitalize()
        case "hex":
            return f"{count:X}"
        case "chicago":
            return "*†‡§"[(count - 1) % 4] * min((count - 1) // 4 + 1, 40) if count > 0 else ""
        case "numberInDash":
            return f"- {count} -"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _CIRCLED.get(count, str(count))
        case "decimalEnclosedParen":
            return f"({count})"
        case "decimalEnclosedFullstop":
            return f"{count}."
        case "aiueo" | "iroha":
            return formatted(count, f"{form}FullWidth")
        case "hebrew1":
            return _hebrew(count)
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCounting":
            return _chinese(count)
        case _:
            return str(count)


def _repeated(count: int, letters: str) -> str:
    """Word repeats letters: z, aa, bb."""
    if count < 1:
        return ""
    return letters[(count - 1) % len(letters)] * min((count - 1) // len(letters) + 1, 40)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    parts: list[str] = []
    for size, sign in _ROMAN:
        parts.append(sign * (count // size))
        count %= size
    return "".join(parts)


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _in_words(count: int) -> str:
    if not 0 <= count < 1000:
        return str(count)
    if count < 20:
        return _ONES[count]
    if count < 100:
        tens, ones = divmod(count, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    hundreds, rest = divmod(count, 100)
    return f"{_ONES[hundreds]} hundred" + (f" {_in_words(rest)}" if rest else "")


def _ordinal_in_words(count: int) -> str:
    words = _in_words(count)
    if not words[-1].isalpha():
        return f"{count}{_ordinal_ending(count)}"
    last = words.replace("-", " ").split()[-1]
    made = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[: len(words) - len(last)] + made


def _hebrew(count: int) -> str:
    if not 0 < count < 400:
        return str(count)
    hundreds, rest = divmod(count, 100)
    sign = " קרש"[hundreds].strip()
    if rest in (15, 16):  # no letters of the Name
        return sign + ("טו" if rest == 15 else "טז")
    tens, ones = divmod(rest, 10)
    return sign + " יכלמנסעפצ"[tens].strip() + " אבגדהוזחט"[ones].strip()


def _chinese(count: int) -> str:
    digits = "〇一二三四五六七八九"
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if not tens else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones or not tens else "")
