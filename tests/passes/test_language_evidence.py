"""Common languages told by their small words: the right one, and none for a neighbour, names or two languages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from exporter.model import Document, Metadata, Paragraph, Quote, Text
from exporter.passes import language, language_parts
from exporter.passes.language_evidence import looks_like, sure_language
from exporter.passes.language_words import DECIDED, ENDINGS, LETTERS, WORDS

LONG = {
    "en": "The harbour has been closed since Monday, and those who work there do not know when it will open. "
    "Nobody from the company would say more than that they are still looking into what had happened.",
    "de": "Der Hafen ist seit Montag geschlossen, und wer dort arbeitet, weiß nicht, wann er wieder öffnet. "
    "Niemand aus der Firma wollte mehr sagen, als dass man noch nach der Ursache des Schadens sucht.",
    "fr": "Le port est fermé depuis lundi et ceux qui y travaillent ne savent pas quand il sera rouvert. "
    "Personne dans l’entreprise n’a voulu dire autre chose que ce que nous savions déjà.",
    "es": "El puerto está cerrado desde el lunes y quienes trabajan allí no saben cuándo se abrirá. Nadie en la "
    "empresa quiso decir más que lo que ya se sabía, que todavía se busca la causa.",
    "it": "Il porto è chiuso da lunedì e chi ci lavora non sa quando sarà riaperto. Nessuno della società ha "
    "voluto dire più di quello che si sapeva già, cioè che si cerca ancora la causa.",
    "pt": "O porto está fechado desde segunda-feira e quem lá trabalha não sabe quando vai abrir. Ninguém da "
    "empresa quis dizer mais do que já se sabia: que ainda não foi encontrada a causa.",
    "nl": "De haven is sinds maandag gesloten en wie er werkt, weet niet wanneer hij weer opengaat. Niemand van "
    "het bedrijf wilde meer zeggen dan dat er nog naar de oorzaak wordt gezocht.",
}
SHORT = {
    "en": "We would not have known about it if they had asked us.",
    "de": "Wir haben das nicht gewusst, und es hat uns auch niemand gefragt.",
    "fr": "Nous ne savons pas ce qui est arrivé, et personne ne nous le dit.",
    "es": "No sabemos lo que ha pasado y nadie nos lo ha dicho todavía.",
    "it": "Non sappiamo che cosa è successo e nessuno ce lo ha ancora detto.",
    "pt": "Não sabemos o que foi que aconteceu e ninguém nos disse nada até agora.",
    "nl": "Wij weten niet wat er is gebeurd en niemand heeft het ons verteld.",
}
NEIGHBOURS = {
    "af": "Die hawe is sedert Maandag gesluit en niemand weet wanneer dit weer sal oopmaak nie, het hulle gesê.",
    "ca": "El port és tancat des de dilluns i els qui hi treballen no saben quan es tornarà a obrir.",
    "gl": "O porto está pechado desde o luns e os que traballan alí non saben cando se vai abrir de novo.",
    "da": "Havnen har været lukket siden mandag, og de, som arbejder der, ved ikke, hvornår den åbner igen.",
    "sv": "Hamnen har varit stängd sedan i måndags, och de som arbetar där vet inte när den öppnar igen.",
    "ro": "Portul este închis de luni și cei care lucrează acolo nu știu când se va deschide din nou.",
    "la": "Portus clausus est ab die lunae et qui ibi laborant non sciunt quando sit aperiendus.",
    "pl": "To nie jest to, o co by on nas pytał, i nikt nie wie, do kogo by to było.",
    "tr": "Liman pazartesiden beri kapalı ve orada çalışanlar ne zaman açılacağını bilmiyor.",
}
NOTHING = (
    "Rotherham, Sheffield, Doncaster, Barnsley, Wakefield, Bradford, Huddersfield",
    "Los Angeles, Las Vegas, De Niro, La Paz, Le Monde, Die Zeit, El País, The Who, Van Dyck, Il Sole",
    "LE PORT EST FERMÉ DEPUIS LUNDI ET CEUX QUI Y TRAVAILLENT NE SAVENT PAS QUAND",
    "1 234 567 – 8 910 111",
    "",
    "He said it was over. Nous ne savons pas ce qui est arrivé. They have not asked us. Personne ne nous le dit.",
    "Мы больше не можем ждать решения министерства по поводу этого моста.",
)


@pytest.mark.parametrize("samples", [LONG, SHORT], ids=["long", "short"])
@pytest.mark.parametrize("lang", DECIDED)
def test_a_common_language_is_told_for_sure(lang: str, samples: dict[str, str]) -> None:
    assert sure_language(samples[lang]) == lang
    assert [other for other in DECIDED if looks_like(samples[lang], other)] == [lang]


@pytest.mark.parametrize("text", [*NEIGHBOURS.values(), *NOTHING])
def test_nothing_is_sure_in_a_neighbour_in_names_or_between_two_languages(text: str) -> None:
    assert sure_language(text) == ""


@pytest.mark.parametrize("text", NEIGHBOURS.values(), ids=NEIGHBOURS)
def test_a_neighbour_looks_like_none_of_them(text: str) -> None:
    assert [lang for lang in DECIDED if looks_like(text, lang)] == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("– Additional reporting by Anneke Dijkstra and Paul Breuer", "en"),
        ("„Wirklich schade“, meinte Nora Petersen und packte langsam ihre Sachen.", "de"),
        ("港は月曜日から閉まっている。", "ja"),
        ("港口自星期一起关闭，没有人知道什么时候开放。", "zh"),
        ("Το λιμάνι είναι κλειστό από τη Δευτέρα.", "el"),
    ],
)
def test_what_looks_like_the_language_declared_is_taken_for_it(text: str, lang: str) -> None:
    assert looks_like(text, lang)
    assert not looks_like(text, "fr")


def test_japanese_is_not_taken_for_chinese() -> None:
    assert not looks_like("港は月曜日から閉まっている。", "zh")


def test_every_language_decided_has_words_in_its_own_letters_and_endings() -> None:
    for lang in DECIDED:
        assert all(LETTERS[lang].issuperset(word) for word in WORDS[lang]), lang
        assert ENDINGS[lang]


def without_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> None:
        raise AssertionError("the recogniser was asked")

    monkeypatch.setattr(language, "recogniser", asked)


@pytest.mark.parametrize("lang", DECIDED)
def test_an_article_that_declares_nothing_needs_no_recogniser(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without_recogniser(monkeypatch)
    made, found = language.run(Document(blocks=(Paragraph((Text(LONG[lang]),)),)))
    assert made.metadata.lang == lang
    assert [(item.rule, item.certainty) for item in found] == [("DOC016", 0.99)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("fields. Martha Oakham keeps the lower orchard, opposite Wick", "en"),
        ("Brücke. Lehrer Anton Kolb wohnt nicht weit entfernt, Hausnummer sieben", "de"),
    ],
)
def test_one_word_of_grammar_will_do_where_no_other_language_has_a_word(
    text: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not looks_like(text, lang)
    without_recogniser(monkeypatch)
    quoted = Document(metadata=Metadata(lang=lang), blocks=(Paragraph((Text(text),)),))
    assert language_parts.run(quoted) == (quoted, [])


@pytest.mark.parametrize("text", NEIGHBOURS.values(), ids=NEIGHBOURS)
@pytest.mark.parametrize("lang", DECIDED)
def test_a_neighbour_has_no_word_of_grammar_alone(text: str, lang: str) -> None:
    assert not looks_like(text, lang, language_parts._KNOWN[lang])


@pytest.mark.parametrize("lang", DECIDED)
def test_a_quotation_in_another_common_language_needs_no_recogniser(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without_recogniser(monkeypatch)
    around = "en" if lang != "en" else "de"
    said = Paragraph((Text(LONG[around]), Quote((Text(SHORT[lang]),))))
    made, found = language_parts.run(Document(metadata=Metadata(lang=around), blocks=(said,)))
    assert isinstance(made.blocks[0], Paragraph)
    assert made.blocks[0].lang == ""
    assert [node.lang for node in made.blocks[0].content if isinstance(node, Quote)] == [lang]
    assert [item.rule for item in found] == ["IN007"]


def test_telling_them_loads_no_recogniser() -> None:
    code = (
        "import sys\nfrom exporter.passes.language_evidence import sure_language\n"
        f"assert sure_language({LONG['fr']!r}) == 'fr'\n"
        "print({'numpy', 'py3langid'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=False)
    assert (done.stdout.strip(), done.stderr) == ("set()", "")
