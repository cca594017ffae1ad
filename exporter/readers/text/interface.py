"""The vocabulary of page interfaces: what buttons, links and invitations are made of, in the languages of newsrooms.

An interface says few things with few words: an order ("share", "lire", "teilen") about a thing of the page ("article",
"suite", "Kommentare"). A line is the interface's when every word of it belongs to that vocabulary and an order and a
thing are among them; one foreign word ("Share of the vote", "Teilen und herrschen") and it is the newsroom's.
"""

from __future__ import annotations

import re


def _set(*words: str) -> frozenset[str]:
    return frozenset(" ".join(words).split())


# Orders to the person at the screen. German and Nordic buttons put the verb last, so order does not matter.
_ORDERS = _set(
    "discuss flag",
    "set give offer notify embed hear toggle turn offrir ajouter abonne inscris hinzufügen vorlesen empfehlen",
    "weiterempfehlen continuar toon mostra mostrar muestra visa vis rapportera rapporter receba registrarse",
    "share tweet retweet print email mail send save bookmark download subscribe unsubscribe register login sign log",
    "join follow like listen watch play pause view see show hide read expand collapse continue open load explore "
    "browse",
    "discover report suggest submit leave post add write comment reply contact jump skip scroll swipe tap click go "
    "back",
    "return enable allow accept manage reject support donate try start create become copy search rate enlarge",
    "contribuer réutiliser aller passer saltar salta spring ir",
    "partager imprimer envoyer commenter réagir abonner abonnez inscrire inscrivez suivre suivez lire lisez voir "
    "écouter",
    "écoutez regarder télécharger retour retourner revenir partagez enregistrer afficher consulter découvrir découvrez",
    "lesen teilen drucken versenden senden kommentieren abonnieren anmelden einloggen registrieren folgen merken",
    "speichern anhören ansehen zurück weiterlesen weiter lies teile anzeigen ausblenden springen aufklappen öffnen",
    "leer lee lea compartir comparte imprimir comentar suscríbete suscribirse regístrate síguenos ver volver descargar",
    "enviar guardar escuchar mira leia ler compartilhe compartilhar partilhar assine comente siga veja voltar ouça "
    "ouvir",
    "continua saiba seguir cadastre inscreva lees deel delen reageer reageren volg abonneer bekijk luister terug",
    "aanmelden inloggen bewaar läs dela kommentera prenumerera följ lyssna se tillbaka les del følg kommenter abonner",
    "tilbake tilbage læs lytt lyt leggi condividi commenta abbonati iscriviti seguici torna stampa guarda ascolta "
    "registrati",
)
# Things that only a page has, or that it offers.
_THINGS = _set(
    "inaccuracies index version pdf",
    "fullscreen promotion javascript feature interactive reprints source favourites favorites tab window sponsor "
    "favoris",
    "merkliste tard inhalte fel feil gratis events",
    "article articles story stories page pages post posts video videos gallery galleries photo photos picture pictures",
    "image images slideshow comment comments discussion conversation debate newsletter newsletters briefing bulletin",
    "alert alerts notification notifications update updates app account profile subscription",
    "archive homepage home section topic topics blog coverage podcast podcasts episode audio transcript link",
    "navigation content contents advert advertisement ad ads cookies settings preferences error mistake typo "
    "correction",
    "corrections feedback journalism inbox trial caption top highlights recipe",
    "contenu contenido conteúdo contenuto hauptinhalt innhold innehåll menü menu menú",
    "suite commentaire commentaires page haut accueil sommaire vidéo vidéos diaporama galerie abonnés newsletter "
    "annonce",
    "publicité vidéos dossier artikel seite startseite seitenanfang kommentar kommentare thema bild bilder galerie",
    "bildergalerie anzeige inhalt oben werbung überblick anfang artículo artículos noticia noticias comentario",
    "comentarios boletín inicio arriba portada vídeo vídeos galería foto fotos página artigo artigos comentários topo",
    "galeria publicidade notícia notícias matéria matérias início artikelen pagina boven reacties nieuwsbrief "
    "advertentie",
    "foto’s artikeln artiklar sidan toppen kommentarer nyhetsbrev annons startsidan artikkelen artikler artiklen siden",
    "nyhetsbrevet annonse annonce forsiden articolo articoli notizie pagina commenti su pubblicità galleria rubrica",
)
_PLATFORMS = _set(
    "facebook twitter x instagram whatsapp linkedin reddit pinterest telegram bluesky threads tiktok youtube messenger",
    "mastodon flipboard google apple spotify rss signal snapchat xing",
)
# What stands between them and means nothing by itself; "us" and "here" are the page's own voice.
_VOICE = _set(
    "also ook också også anche aussi auch us more mehr plus más mais meer mer mere más altro",
    "uns nous nos ons oss os também también",
)
_BETWEEN = _set(
    "printer friendly main principal",
    "please past only when there is are key related internet preferred later add size fler je m tous toutes",
    "the a an this our your all any full whole entire free daily weekly latest breaking live unlimited digital online",
    "local independent premium exclusive best top new news to for of on in via by with from at as and or through below",
    "above here now also next up out it friend be first le la les l cet cette ce un une à au aux sur en de du des d "
    "nos notre vos",
    "votre par et aussi également s vous nous pour den dem der die das des diesen diesem ein eine zum zur nach vor auf",
    "bei per im in und auch sie sich weitere alle hier el los las lo este esta al del por y o un una unos en también",
    "após a os as no na ao e este esta em um uma para dit deze het op bij naar door ook en alle de till på i den det "
    "denne",
    "dette også också til av via artikeln nella il lo gli questo questa di da su con per tutti anche e",
)
_WORDS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*|\(\d+\)")
_EDGE = "↑↓←→▲▼►▶◀▸▾»«›‹|>×✕✖✓…:.! "
_ALONE = _set(
    "promoted feedback share tweet print email e-mail listen subscribe login register menu advert advertisement ad "
    "ads sponsored "
    "newsletter",
    "newsletters recommended trending bookmark unsubscribe partager s’inscrire imprimer s’abonner publicité teilen "
    "drucken anzeige",
    "werbung kommentare weiterlesen compartir publicidad suscríbete comentarios compartilhe compartilhar publicidade",
    "assine reageer advertentie reacties annons annonse annonce condividi pubblicità abbonati commenter kommentera",
)
"""Buttons of one word that are hardly ever a subhead."""


def bare(text: str) -> str:
    """``text`` without the arrows, bullets and colons that buttons and links are dressed with."""
    return text.strip(_EDGE)


def is_interface(text: str) -> bool:
    """Whether every word of ``text`` is an interface's, an order and a thing (or the page's "us", "more") among "
    "them."""
    words = [word.lower().replace("’", "'") for word in _WORDS.findall(bare(text))]
    if not 2 <= len(words) <= 10:
        return False
    parts = [part for word in words for part in re.split("[-']", word)]
    parts = [part for part in parts if not part.strip("()").isdigit()]
    if any(part not in _VOCABULARY for part in parts):
        return False
    orders = [part for part in parts if part in _ORDERS]
    if len(parts) == 3 and parts[1] == "to" and len(orders) == 2:
        return True  # "scroll to continue"
    objects = [part for part in parts if part in _OBJECTS or (part in _VOICE and len(parts) <= 4)]
    return bool(orders and objects) and len({*orders, *objects}) >= 2  # "comment" alone is both an order and a thing


_OBJECTS = _THINGS | _PLATFORMS
_VOCABULARY = _ORDERS | _OBJECTS | _VOICE | _BETWEEN


def is_lone_button(text: str) -> bool:
    """Whether ``text`` is one word from a button that is hardly ever a subhead."""
    return bare(text).lower().replace("'", "’") in _ALONE
