"""Furniture: what a web page has around an article (buttons, links to other stories, notices), and list debris.

A person who copies a page gets them as lines of their own. They are not the article: read aloud they interrupt it.
The rules go by how interfaces speak: an order to the reader, a link's label, a notice, each short and without a full
stop.
"""

from __future__ import annotations

import re

from exporter.read.text_words import SENTENCE_INSIDE, count_words, ends_sentence

MAX_WORDS = 14
_THINGS = (
    "stories|articles|news|reports|comments|gallery|galleries|photos|pictures|videos|posts|topics|headlines|coverage|"
    "reading|reads|content"
)


def _starts(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


# Pages carry orders that make sense only on a screen: go back, jump, share, print, subscribe.
_ORDER = _starts(
    r"(?:back|return|go back|go|jump|skip|scroll(?: down| up)?) to (?:the )?(?:top|home\w*|main|content|contents|start|previous|navigation|article|page|index|front|beginning|search|video|comments|menu|\w+ (?:page|home\w*|menu|section))",
    r"(?:share|tweet|post|pin|email|e-mail|send|print|save|bookmark|copy|download|report|recommend|like|follow|find) (?:this|us|via|link|(?:it )?on (?:facebook|twitter|x|whatsapp|instagram|linkedin|reddit|pinterest|telegram|bluesky|threads|tiktok|youtube|social)|by e-?mail|(?:the |an? )?(?:story|article|page|link|mistake|error|typo|correction|problem|comment|our app|newsletter|pdf))",
    r"(?:sign|log) (?:up|in|out) (?:for|to|here|now|today|with)",
    r"(?:subscribe|register|donate) (?:to|now|here|today|for)|join (?:the (?:conversation|discussion|debate)|our newsletter)|join us on|support (?:us|our journalism|independent journalism)",
    r"(?:click|tap|swipe|press) (?:here|to|on the|for|below|through)",
    rf"(?:show|load|see|view|read|browse|discover|explore|watch|get) (?:all|more|less)(?: (?:\S+ ){{0,3}}(?:{_THINGS}))?$",
    rf"(?:view|see|browse|show|search|discover|explore|read) (?:\S+ ){{0,4}}(?:{_THINGS})$",
    r"(?:leave|post|add|write|view|hide|show|skip|read|see) (?:a |the |your |all |\d+ )?comments?$",
    r"(?:turn on|enable|switch on|allow) (?:notifications|alerts|cookies|javascript)",
    r"(?:manage|accept|reject|change) (?:your |all )?(?:cookies|preferences|settings|consent)",
    r"send us (?:your|a|an) (?:story|stories|tip|tips|comments?|photos?|pictures?|news|feedback|views)",
    r"download (?:the|our) app|(?:get|receive) (?:the|our|breaking|daily|weekly) .{0,30}(?:newsletter|inbox|app|alerts)",
    r"retour (?:en haut|à l['’]accueil|au sommaire)|revenir (?:en haut|à l['’]accueil)|volver (?:arriba|al inicio|a la portada)|voltar (?:ao topo|para o topo|à página)|nach oben|zurück (?:zur|zum|nach oben)",
    r"(?:partager|imprimer|compartir|imprimir|compartilhar|teilen|drucken) (?:sur|cet|cette|l['’]article|la page|en|este|esta|no|artikel|diese)",
    r"s['’]abonner|abonnez-vous|inscrivez-vous|suscr[ií]bete|jetzt abonnieren",
)
# Stories point to others: a label with a colon and the other headline, or a label over links that are gone.
_POINTER = _starts(
    r"(?:related(?: \w+)?|see also|read more|read also|read next|also read|more|watch(?: live| now| next)?|listen(?: now)?|learn more|don['’]?t miss|up next|in pictures|recommended|must read|further reading|in case you missed it|find out more|full story|full coverage|also see|also on \w+|most read|live blog|sponsored|promoted|editors?['’]? picks?) ?:",
    r"(?:lire aussi|à lire aussi|voir aussi|sur le même sujet|lea también|lee también|te puede interesar|ver también|leia também|leia mais|veja também|saiba mais|lesen sie auch|siehe auch|mehr zum thema) ?(?::|$)",
    r"(?:continue reading|keep reading|(?:story|article|text|report|content|post) continues|continues below|scroll down for)",
    r"more (?:on|from|about|in) (?:this|the|our|these) (?:story|topic|subject|stories|section|author|article|series|reporter|issue|archive)s?$",
    rf"(?:more|top|related|popular|latest|recent|trending|recommended|similar|featured) (?:\S+ ){{0,3}}(?:{_THINGS})(?: (?:from|in|on) .{{1,30}})?$",
    r"(?:most|also) (?:read|popular|viewed|shared|watched|commented|discussed)(?: (?:stories|articles|now|today|this week))?$|what others are reading$|what to read next$",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended (?:for you|reading|stories)$|editors?['’]? (?:picks?|choice)$|from our partners$|(?:from )?around the web$",
    rf"latest (?:\S+ ){{0,3}}(?:{_THINGS})$|latest from .{{1,30}}$|all (?:\S+ ){{0,3}}(?:stories|articles|news|reports|videos)$",
)
# Pages date, own and fund themselves in notices.
_NOTICE = _starts(
    r"(?:advertisements?|advertising|anzeige|publicité|publicidade?|publicidad|sponsored content|sponsored|promoted content|paid content|ad feedback|advertorial)$",
    r"advertisement [-–—:].{0,40}",
    r"(?:last )?(?:updated|modified|edited|published|posted)(?: ?:| on\b| at\b)? ?(?:(?:an?|one|two|three|few|several|less than|over|about|just|\d+) .{0,12}(?:ago|now)$|yesterday$|today|just now|(?:mon|tue|wed|thu|fri|sat|sun)\w*,? (?:at )?\d{1,2}[:.]\d{2}|(?:at )?\d{1,2}[:.]\d{2})",
    r"(?:last |page )?(?:updated|modified|edited)(?: ?:| on\b| at\b)? ?(?:\w{3,9},? ){0,2}\d{1,2}\b",
    r"(?:mis à jour|actualizado|atualizado|aktualisiert) (?:le|el|em|am|à|a las|às|um|há|il y a|hace|:|\d)",
    r"(?:©|\(c\)|copyright) ?(?:\d{4}|the|all)|all rights reserved|tous droits réservés|todos los derechos|todos os direitos|alle rechte vorbehalten",
    r"(?:powered|hosted) by",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice)|cookie (?:policy|settings|notice)|site ?map)$",
    r"comments? \(\d+(?: posted)?\)$|\d+ (?:comments?|shares?|likes?|views?|retweets?)$|comments (?:are|have been) (?:closed|disabled)|no comments(?: yet)?$",
    r"\d{1,2}:\d{2}(?::\d{2})?$|\d+ ?min(?:ute)?s? read$|reading time.{0,15}$|estimated reading time.{0,15}$",
    r"(?:this video (?:is|can)|your browser (?:does|is)|please enable|javascript is|video player|audio player)",
)
_NAMES_SOMEBODY = re.compile(r"\d.* (?:by|par|por|von) [A-ZÀ-Þ]")  # a notice that is also a byline
_MENTIONS = re.compile(
    r"\b(?:sign up .{0,20}newsletter|on facebook|on twitter|on whatsapp|on instagram|on linkedin|via email|to your inbox|"
    r"our app|homepage|home page|this page|all rights reserved|reports? an? (?:error|mistake))\b",
    re.IGNORECASE,
)
# One or two words from a button or a picture's place. Any of them could be a subhead, so they stay where they stand
# alone, and go where three or more controls stand in a row.
_CONTROL = _starts(
    r"(?:share|tweet|print|e-?mail|save|play(?: video)?|pause|mute|fullscreen|close|menu|search|subscribe|expand|loading|home|login|log in|sign in|register|next|previous|reply|follow|comment|comments|like|share this|image|photo|video|picture|gallery|graphic|audio|slideshow|reuse content|learn more|read more|more|related searches|topics|tags)$",
    r"(?:current time|duration(?: time)?|remaining time|loaded ?:|progress ?:|playback|promoted by|sponsored by|presented by|brought to you by)",
    r"(?:learn|read|find out|see) more (?:about|at|from|here|on|in)|read the (?:full|whole)|(?:continue|click) .{0,40}(?:here|below)\.?$|see also$|newsletter$",
)
_DEBRIS = re.compile(r"(?:1[.)]|[•*·])[ \t]+(\S.*)")


def furniture_certainty(text: str) -> float:
    """How sure it is (0 to 1) that ``text``, a whole block, is furniture of the page and not of the article.

    Only short blocks are looked at; a longer one always stays, so that nothing of the article can be lost.
    """
    words = count_words(text)
    if len(text) > 200 or words > MAX_WORDS * 2:
        return 0.0
    if _POINTER.match(text) and (":" in text[:30] or words <= MAX_WORDS):
        return 0.9 if not SENTENCE_INSIDE.search(text) else 0.0
    if words > MAX_WORDS:
        return 0.0
    if _NOTICE.match(text):
        return 0.9 if not _NAMES_SOMEBODY.search(text) else 0.0
    if ends_sentence(text):
        return 0.0
    if _ORDER.match(text):
        return 0.9
    return 0.75 if _MENTIONS.search(text) and words <= 7 else 0.0


def is_control(text: str) -> bool:
    """Whether ``text`` may be the label of a button or of a picture's place."""
    return len(text) <= 80 and count_words(text) <= 10 and _CONTROL.match(text) is not None


def is_debris(text: str) -> bool:
    """Whether ``text`` is a list of one short item, as a page's row of section names leaves behind ("1. National").

    Writers do not number a single thing; a lone "1." with a label of one to three words was a menu.
    """
    match = _DEBRIS.match(text)
    return match is not None and count_words(match[1]) <= 3 and not ends_sentence(match[1])
