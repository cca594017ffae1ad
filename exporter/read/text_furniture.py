"""Furniture: what a web page has around an article (buttons, links to other stories, notices), and list debris.

A person who copies a page gets them as lines of their own. They are not the article: read aloud they interrupt it.
The rules go by how interfaces speak: an order to the reader, a link's label, a notice, each short and without a full
stop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from exporter.read.text_words import count_words, ends_sentence

MAX_WORDS = 14


def _starts(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


# Pages carry orders that make sense only on a screen: go back, jump, share, print, subscribe.
_ORDER = _starts(
    r"(?:back|return|go back|go|jump|skip|scroll(?: down| up)?) to (?:the )?(?:top|home\w*|main|content|start|previous|navigation|article|contents|page|index|news|front|beginning|results|video|comments|menu|search)",
    r"(?:share|tweet|post|pin|email|e-mail|send|print|save|bookmark|copy|download|report|recommend|like|follow) (?:this|us|on|it|to|via|a|an|link|by|story|article|page|with|our)",
    r"share$|tweet$|print$|email$|save$|play(?: video)?$|pause$|mute$|fullscreen$|close$|menu$|search$|subscribe$|expand$|loading$|home$|login$|log in$|sign in$|register$|next$|previous$|reply$|follow$",
    r"(?:sign|log) (?:up|in|out)(?: (?:for|to|here|now|today|with))?",
    r"(?:subscribe|register|join|donate|support) (?:to|now|here|today|for|us|our|the conversation|free)",
    r"(?:click|tap|swipe|press) (?:here|to|on|the|for|below|through)",
    r"(?:show|load|see|view|read|find out|learn|hear|watch|listen|discover|explore|browse|get) (?:all|more|less|full|next|previous|the full|comments?|our|gallery|also|in full)",
    r"(?:view|see|browse|show|search|discover|explore) (?:\w+ ){0,4}(?:stories|articles|news|reports|comments|gallery|photos|videos|results|posts|topics|archive|headlines)$",
    r"(?:leave|post|add|write|read|view|hide|show|skip) (?:a |the |your |all )?comments?",
    r"(?:turn on|enable|switch on|allow) (?:notifications|alerts|cookies|javascript|sound)",
    r"(?:manage|accept|reject|change) (?:your |all )?(?:cookies|preferences|settings|consent)",
    r"(?:send|email|tell) us (?:your|a|an)",
    r"(?:retour|revenir|aller) (?:en haut|à|au)|volver (?:arriba|al?)|voltar (?:ao?|para)|nach oben|zurück (?:zu|nach)",
    r"(?:partager|imprimer|compartir|imprimir|compartilhar|teilen|drucken)(?: |$)",
    r"s’?abonner|s'abonner|abonnez-vous|inscrivez-vous|suscr[ií]bete|assine|jetzt abonnieren|newsletter",
)
# Stories point to others: a label, mostly with a colon, and the other headline.
_POINTER = _starts(
    r"(?:related|see also|read more|read also|read next|also read|more|watch|watch live|listen|learn more|don['’]?t miss|up next|in pictures|recommended|must read|further reading|in case you missed it|more here|explore|find out more|video|gallery|background|full story|full coverage|opinion|analysis piece|also see|also on \w+|earlier|previously|most read|explainer|live blog|trending|sponsored|promoted|editors?['’]? picks?) ?:",
    r"(?:lire aussi|à lire aussi|voir aussi|sur le même sujet|lea también|lee también|te puede interesar|ver también|leia também|leia mais|veja também|saiba mais|lesen sie auch|siehe auch|mehr zum thema)(?: ?:|$|\b)",
    r"(?:continue reading|keep reading|story continues|article continues|continues? below|text continues|report continues|content continues|scroll down for)",
    r"(?:read|see|view|watch|hear|download) (?:the|our) (?:full|whole|complete|entire|original|rest)",
    r"(?:learn|read|find out|see|hear) more (?:about|at|from|here|on|in)",
    r"more (?:on|from|about|in|stories|news|like|top|headlines|coverage)(?: |$)",
    r"(?:most|also|what others are) (?:read|popular|viewed|shared|watched|reading|commented|discussed)$",
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended (?:for you|stories|reading)|related (?:stories|articles|topics|content|links|news|posts|coverage|searches)|top stories|other stories|popular (?:stories|posts|now)|editors?['’]? (?:picks?|choice)|from our partners|around the web|from the web|in other news|trending(?: now)?|what to read next|what to watch|up next|sponsored (?:content|links|by)|paid content|promoted (?:stories|content))$",
    r"latest (?:\S+ ){0,3}(?:reports?|news|stories|headlines|articles|videos|posts|coverage|from)(?: |$)",
    r"(?:\S+ ){0,2}(?:top|latest|breaking|popular) (?:stories|headlines)$",
    r"all (?:\S+ ){0,3}(?:stories|articles|news|reports|topics|videos)$",
)
# Pages date, own and fund themselves in notices.
_NOTICE = _starts(
    r"advertisements?|advertising|anzeige|publicité|publicidade?|publicidad|sponsored(?: content)?|promoted|ad feedback|advertorial",
    r"(?:last |first )?(?:updated|published|modified|posted|edited)(?: ?:| on\b| at\b| \w{3,9}\.? \d| \d| (?:an?|one|two|three|few|several|less|over|about|just|yesterday|today|this|last|mon|tue|wed|thu|fri|sat|sun))",
    r"(?:mis à jour|publié|actualizado|publicado|atualizado|aktualisiert|veröffentlicht) (?:le|el|em|am|à|a las|às|um|:|\d)",
    r"(?:©|\(c\)|copyright) ?(?:\d{4}|the|all)",
    r"all rights reserved|tous droits réservés|todos los derechos|todos os direitos|alle rechte vorbehalten",
    r"(?:powered|hosted|sponsored|brought to you|presented|supported|provided|served) by",
    r"(?:terms (?:of|and)|privacy (?:policy|notice)|cookie (?:policy|settings|notice)|contact us|about us|accessibility|site map|sitemap)",
    r"(?:comments? (?:\(|\d|are)|\d+ (?:comments?|shares?|likes?|views?|retweets?|replies)(?: |$)|no comments|comments?$|reuse content)",
    r"(?:current time|duration time|remaining time|loaded ?:|progress ?:|playback|video player|audio player|media caption|image caption|image source|this video|your browser)",
    r"\d{1,2}:\d{2}(?::\d{2})?$|\d+ ?min(?:ute)?s? read$|reading time",
    r"(?:image|photo|video|picture|graphic|chart|map|gallery|slideshow|audio|podcast|illustration)$",
    r"(?:topics|tags|filed under|categories|category|more about|share|follow us|keywords)(?: ?:|$)",
    r"(?:get|receive) (?:the|our|all the|breaking|daily|weekly|news|alerts)\b.*(?:newsletter|inbox|email|app|alerts|updates)",
    r"(?:our|this) (?:standards|journalism)\b.*(?:principles|trust)",
)
_MENTIONS = re.compile(
    r"\b(?:newsletter|on facebook|on twitter|on whatsapp|on instagram|on linkedin|on reddit|via email|to your inbox|"
    r"our app|homepage|home page|this page|this article|this story|all rights reserved|reports? an? (?:error|mistake))\b",
    re.IGNORECASE,
)
_DEBRIS = re.compile(r"(?:1[.)]|[•*·])[ \t]+(\S.*)")


def furniture_certainty(text: str, repeats: Mapping[str, int]) -> float:
    """How sure it is (0 to 1) that ``text``, a whole block, is furniture of the page and not of the article.

    Only short blocks are looked at; a longer one always stays, so that nothing of the article can be lost.
    """
    if len(text) > 200 or count_words(text) > MAX_WORDS * 2:
        return 0.0
    if _POINTER.match(text) and (":" in text[:30] or count_words(text) <= MAX_WORDS):
        return 0.9
    if ends_sentence(text) and not _NOTICE.match(text):
        return 0.7 if count_words(text) <= 12 and (_ORDER.match(text) and _mentions_page(text)) else 0.0
    if count_words(text) > MAX_WORDS:
        return 0.0
    if _ORDER.match(text) or _NOTICE.match(text):
        return 0.9
    if _MENTIONS.search(text) and count_words(text) <= 9:
        return 0.75
    # A page repeats its labels word for word; an article hardly ever repeats a short line without a full stop.
    if repeats.get(text, 0) >= 3 and count_words(text) <= 6:
        return 0.7
    return 0.0


def _mentions_page(text: str) -> bool:
    return _MENTIONS.search(text) is not None or re.search(r"\b(?:here|below|above)\b", text, re.IGNORECASE) is not None


def is_debris(text: str) -> bool:
    """Whether ``text`` is a list of one short item, as a page's row of section names leaves behind ("1. National").

    Writers do not number a single thing; a lone "1." with a label of one to three words was a menu.
    """
    match = _DEBRIS.match(text)
    return match is not None and count_words(match[1]) <= 3 and not ends_sentence(match[1])


def repeats_of(texts: list[str]) -> Counter[str]:
    """How often each short line occurs."""
    return Counter(text for text in texts if len(text) <= 60)
