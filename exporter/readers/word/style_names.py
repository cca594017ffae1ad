"""What a style's name says a paragraph or run is: Word's built-in names, those of other programs, in any language.

Word itself writes built-in names in English whatever language it speaks (17.7.4.9); LibreOffice, WPS, old converters
and people do not. A publisher maps its own names with ``[tool.exporter.word.styles]``.
"""

from __future__ import annotations

import re
import unicodedata

HEADING_WORDS = (
    "heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|заголовок|nadpis|címsor|başlık|"
    "标题|標題|見出し|제목|επικεφαλίδα|titlu|כותרת|عنوان|encabezado|cabeçalho|intestazione|cap[çc]alera|заглавие|naslov"
)
_HEADING = re.compile(rf"(?:{HEADING_WORDS})\s*([1-9])(?:\s+(?:char|turned))?")
_TOC = re.compile(r"(?:toc|verzeichnis|tm|tdc|sommario|inhopg|目录|目錄|目次|contents|table of figures)(?: \d+)?")
_LIST = re.compile(r"list (bullet|number|continue|paragraph)(?: (\d))?(?: (?:first|last|turned))?")
_IN_QUOTE = re.compile(r"quote(?: (\d))? (?=\D)(?!attribution)(.+?)(?: turned)?")
_QUOTE_DEPTH = re.compile(r"quote (?:attribution )?(\d)\b")


def _table(text: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for line in text.strip().splitlines():
        kind, _, names = line.strip().partition("=")
        made.update((name.strip(), kind.strip()) for name in names.split("|"))
    return made


PARAGRAPHS = _table(
    """
    title = title|titel|titre|título|puesto|titolo|titul|tytuł|название|título do documento|başlık|název|rubrik
    subtitle = subtitle|untertitel|sous-titre|subtítulo|sottotitolo|ondertitel|underrubrik|undertitel|podtytuł
    subtitle = подзаголовок|副标题|副標題|副題|부제|alaotsikko|alcím|altyazı
    quote = quote|intense quote|block text|block quote|block quotation|blockquote|quotations|zitat|intensives zitat
    quote = citation|citation intense|cita|cita destacada|citazione|citazione intensa|citaat|duidelijk citaat|citat
    quote = citação|citação intensa|цитата|выделенная цитата|引用|明显引用|引用文|강한 인용|인용|blockzitat|quote long
    attribution = quote attribution|attribution|quote author|quote source
    caption = caption|image caption|figure caption|beschriftung|légende|epígrafe|descripción|didascalia|bijschrift
    caption = legenda|billedtekst|bildtext|bildetekst|подпись|название объекта|题注|圖表標題|図表番号|캡션|kuvaotsikko
    caption = illustration|drawing|abbildung|bildunterschrift|captioned image|figure legend|image-caption
    table caption = table caption|table title|tabellenbeschriftung|tabelle|table|table legend
    figure = captioned figure|figure
    credit = credit|figure credit|picture credit|photo credit
    term = definition term|term|list heading|list 1 heading
    definition = definition|list contents|definition description
    code = source code|sourcecode|code block|codeblock|code|preformatted text|html preformatted|macro text|macro
    code = html vorformatiert|préformaté html|html con formato previo|preformatted|listing|program listing|verbatim
    subtitle = sub title|deck
    standfirst = standfirst|lead|lede|vorspann|chapeau|entradilla|abstract|teaser
    byline = byline|author|autor|auteur|autore|authors
    dateline = dateline|date|datum|fecha|data
    kicker = kicker|overline|eyebrow|dachzeile|surtitre
    pullquote = pull quote|pullquote
    sidebar = sidebar|aside|box text|box
    break = thematic break|horizontal line|scene break
    furniture = toc heading|contents heading
    aside title = aside title|box title|sidebar title
    """
)
"""The names of paragraph styles, lower case, and what their paragraphs are."""

CHARACTERS = _table(
    """
    strong = strong|fett|élevé|fuerte|enfasi (grassetto)|intense emphasis|strong emphasis|bold
    emphasis = emphasis|subtle emphasis|hervorhebung|accentuation|énfasis|enfasi|italic
    code = html code|verbatim char|source text|code char|inline code|code|teletype|html typewriter|html sample
    code = html keyboard|source code char|html preformatted char|verbatim
    quote = quote char|quote inline
    """
)
"""The names of character styles, lower case, and what their runs are."""

ASIDE_KINDS = ("sidebar", "pullquote", "note", "tip", "warning", "related")


def folded(name: str) -> str:
    """A style's name as names are compared: composed, lower case, one space between words."""
    return " ".join(unicodedata.normalize("NFC", name).lower().replace("_", " ").split())


def name_of_id(style_id: str) -> str:
    """The name that an id without a style stands for: ``Heading1`` is heading 1, ``ListBullet2`` list bullet 2."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-zà-ÿ])(?=\d)", " ", style_id)
    return _BY_ID.get(style_id.lower()) or folded(spaced)


def _ids() -> dict[str, str]:
    """Names by the ids that Word in other languages makes of them: without blanks and letters that are not ASCII."""
    headings = [f"{word} {level}" for word in HEADING_WORDS.split("|") for level in range(1, 10) if "[" not in word]
    made: dict[str, str] = {}
    for name in [*PARAGRAPHS, *headings]:
        short = re.sub(r"[^a-z0-9-]", "", name)
        if len(short) > 3 and (len(short) > 4 or not name.isascii()):
            made.setdefault(short, name)
    return made


_BY_ID = _ids()


def paragraph_kind(name: str) -> tuple[str, int]:
    """What paragraphs in a style of that name are, with a heading's level or a quote's depth; "" for nobody knows."""
    if (inside := _IN_QUOTE.fullmatch(name)) is not None:
        kind, level = _in_quote(inside[2])
        if kind:
            return kind, level
    if (heading := _HEADING.fullmatch(name)) is not None:
        return "heading", int(heading[1])
    if name in ("heading", "überschrift", "main heading"):
        return "heading", 1
    if _TOC.fullmatch(name):
        return "furniture", 0
    if (depth := _QUOTE_DEPTH.match(name)) is not None:
        return ("attribution" if "attribution" in name else "quote"), max(1, int(depth[1]))
    if (aside := next((kind for kind in ASIDE_KINDS if name == f"aside {kind}"), "")) != "":
        return f"aside:{aside}", 0
    kind = PARAGRAPHS.get(name) or ""
    if kind in ("sidebar", "pullquote"):
        return f"aside:{kind}", 0
    return kind, 1 if kind in ("quote", "attribution") else 0


def _in_quote(rest: str) -> tuple[str, int]:
    """Our own names for what stands inside a quotation: Quote List, Quote Code, Quote 2 Caption, Quote Table Text."""
    if rest.startswith(("table text", "table heading")):
        return "text", 0
    if rest == "list":
        return "quote", 1
    if rest == "code":
        return "code", 0
    return (PARAGRAPHS[rest], 0) if rest in PARAGRAPHS and rest != "author" else ("", 0)


def list_style(name: str) -> tuple[str, int]:
    """Which of Word's list styles a name is (bullet, number, continue, paragraph) and its level from 0; "" if none."""
    found = _LIST.fullmatch(name)
    return (found[1], int(found[2] or 1) - 1) if found else ("", 0)
