"""Furniture: what a web page has around an article (buttons, links to other stories, notices), and list debris.

A person who copies a page gets them as lines of their own. They are not the article: read aloud they interrupt it.
The rules go by how interfaces speak: an order to the reader, a link's label, a notice, each short and without a full
stop.
"""

from __future__ import annotations

import re

from exporter.readers.text.interface import is_interface, is_lone_button
from exporter.readers.text.labels import Draft, Label
from exporter.readers.text.words import SENTENCE_INSIDE, count_words, ends_sentence

MAX_WORDS = 14
_PLACE = r"(?:the |our |this )?(?-i:[A-ZÀ-Þ])\S*(?: \S+){0,2}"  # a section or a town, not a clause
_THINGS = (
    "stories|articles|news|reports|updates|comments|gallery|galleries|photos|pictures|videos|posts|topics|headlines|coverage|"
    "reading|reads|content"
)


def _starts(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


# Pages carry orders that make sense only on a screen: go back, jump, share, print, subscribe.
_ORDER = _starts(
    r"(?:back|return|go back|go|jump|skip|scroll(?: down| up)?) to (?:the )?(?:top|home\w*|main|content|contents|"
    r"start|previous|navigation|article|page|index|front|beginning|search|video|comments|menu|\w+ (?:page|home\w*|"
    r"menu|section))",
    r"(?:reuse|republish) this (?:content|article|story)$",
    r"(?:share|tweet|post|pin|e-?mail|send|print|save|bookmark|report|recommend|like|follow|listen to|correct) this"
    r"(?: (?:story|article|page|post|video|comment|image|author|topic|on|with|via|by|to|in)(?: .{1,24})?)?$",
    r"(?:share|post|pin|follow|find|like|join|watch|view|read|see|chat|tweet|discuss) (?:us |it |this |more )?(?:on|"
    r"via) (?:facebook|twitter|x|"
    r"whatsapp|instagram|linkedin|reddit|pinterest|telegram|bluesky|threads|tiktok|youtube|social|e-?mail|google)",
    r"follow \S+(?: \S+){0,3} on (?:facebook|twitter|instagram|whatsapp|x)|share (?:via|by|with) .{1,20}$|copy link",
    r"(?:print|e-?mail|report|send|download) (?:the |an? )?(?:story|article|page|link|mistake|error|typo|correction|"
    r"problem|comment|friend|pdf)",
    r"(?:open|view|read|continue) in (?:the |our )?app|save for later|enlarge|(?:view|see) (?:larger|full size|"
    r"original) image",
    r"(?:show|hide|view) (?:image )?caption|buy (?:a|this) (?:photo|print|picture)|order prints|contact (?:us|"
    r"the newsroom|the editor|the author)$",
    r"(?:next|previous) (?:article|page|story|post|video|gallery|slide)$|continue to (?:the )?(?:full )?(?:article|"
    r"site|story|page)|skip (?:ad|this ad|advert)",
    r"(?:found|spotted|seen|noticed) (?:a|an) (?:mistake|error|typo|problem)|need help\?$|loading(?:…|\.\.\.)$",
    r"(?:sign|log) (?:up|in|out) (?:for|to|here|now|today|with)",
    r"(?:subscribe|register|donate) (?:to|now|here|today|for)|join (?:the (?:conversation|discussion|debate)|"
    r"our newsletter)|join us on|support (?:us|our journalism|independent journalism)",
    r"(?:click|tap|swipe|press) (?:here|to|on the|for|below|through)",
    rf"(?:show|load|see|view|read|browse|discover|explore|watch|get) (?:all|more|"
    rf"less)(?: (?:\S+ ){{0,3}}(?:{_THINGS}))?$",
    rf"(?:view|see|browse|show|search|discover|explore|read) (?:\S+ ){{0,4}}(?:{_THINGS})$",
    r"(?:leave|post|add|write|view|hide|show|skip|read|see) (?:a |the |your |all |\d+ )?comments?$",
    r"(?:turn on|enable|switch on|allow) (?:notifications|alerts|cookies|javascript)",
    r"(?:manage|accept|reject|change) (?:your |all )?(?:cookies|preferences|settings|consent)",
    r"(?:send|e-?mail|mail) (?:this (?:\w+ )?|it )?to a friend$|pin it$|send us (?:your|a|an) (?:story|stories|tip|"
    r"tips|comments?|photos?|pictures?|news|feedback|views)",
    r"download (?:the|our) app|(?:get|receive) (?:the|our|breaking|daily|weekly) .{0,30}(?:newsletter|inbox|app|"
    r"alerts)",
    r"retour (?:en haut|à l['’]accueil|au sommaire)|revenir (?:en haut|à l['’]accueil)|volver (?:arriba|al inicio|"
    r"a la portada)|voltar (?:ao topo|para o topo|à página)|nach oben|zurück (?:zur|zum|nach oben)",
    r"(?:partager|imprimer|compartir|imprimir|compartilhar|teilen|drucken) (?:sur|cet|cette|l['’]article|la page|en|"
    r"este|esta|no|artikel|diese)",
    r"s['’]abonner|abonnez-vous|inscrivez-vous|suscr[ií]bete|jetzt abonnieren",
)
# Stories point to others: a label with a colon and the other headline, or a label over links that are gone.
_POINTER = _starts(
    r"(?:today|tonight|this week|this month)['’]s (?:top|most|best) (?:\w+ )?(?:stories|read|headlines|news|videos|"
    r"pictures|viewed|shared)$",
    r"recommended by (?:our |the )?(?:editors?|readers?)$|your comments$|(?:watch|listen) (?:live|again|now|back)$|"
    r"live coverage$",
    r"(?:also|elsewhere|more|from around|from elsewhere) (?:on |in )?(?:this|our|the) (?:web ?)?(?:site|web)$",
    r"(?:read|see more|go deeper|dig deeper|hear more|(?-i:PHOTOS|VIDEO|GALLERY|LISTEN|QUIZ|PODCAST)) ?:",
    r"(?:related(?: \w+)?|see also|read more|read also|read next|also read|more|watch(?: live| now| next)?|"
    r"listen(?: now)?|learn more|don['’]?t miss|up next|in pictures|recommended|must read|further reading|"
    r"in case you missed it|find out more|full story|full coverage|also see|also on \w+|most read|live blog|"
    r"sponsored|promoted|editor['’]?s?['’]? picks?) ?:",
    r"(?:lees ook|lees verder|läs också|läs även|läs mer|les også|les mer|læs også|læs mere|leggi anche|lire aussi|"
    r"à lire aussi|voir aussi|sur le même sujet|lea también|lee también|te puede interesar|ver también|"
    r"leia também|leia mais|veja também|saiba mais|lesen sie auch|siehe auch|mehr zum thema) ?(?::|$)",
    r"(?:continue reading|keep reading|(?:story|article|text|report|content|post) continues|continues below|"
    r"scroll down for)",
    r"more (?:on|from|about|in) (?:this|the|our|these) (?:story|topic|subject|stories|section|author|article|series|"
    r"reporter|issue|archive)s?$",
    rf"(?:more|top|related|popular|latest|recent|trending|recommended|similar|"
    rf"featured) (?:\S+ ){{0,3}}(?:{_THINGS})(?: (?:from|in|on|about) {_PLACE})?$",
    r"(?:most|also) (?:read|popular|viewed|shared|watched|commented|discussed)(?: (?:stories|articles|now|today|"
    r"this week))?$|what others are reading$|what to read next$",
    r"(?:most|top) (?:viewed|read|shared|watched|popular) (?:in|on|from) (?:the |this )?\S+(?: \S+)?$",
    rf"more (?:in|from|on) {_PLACE}$|(?:popular|trending|just|new) (?:now|today|in)$|related(?: (?:links?|posts?|"
    rf"reading))?$",
    r"in other (?:news|headlines)$|elsewhere (?:on|in) (?:this|our) .{1,20}$|in case you missed it$|from (?:the|"
    r"our) archives?$",
    r"(?:to|zur|zum|till|til|naar|al|au) (?:the )?(?:top|homepage|startseite|seitenanfang|anfang|inhalt|toppen|"
    r"startsidan|"
    r"forsiden|boven|inicio|sommaire)$|.{3,60} (?:in|to|into) your inbox$|(?:on|in) this (?:page|article|story|"
    r"issue)$|table of contents$|jump to$|top$|about us$",
    r"(?:sur le même thème|dans la même rubrique|les plus (?:lus|populaires|partagés)|articles liés|"
    r"noticias relacionadas|"
    r"lo más (?:leído|visto)|más información|más noticias|mais lidas|notícias relacionadas|conteúdo relacionado|"
    r"meistgelesen|"
    r"das könnte sie auch interessieren|mehr zu\w* .{1,30}|ähnliche artikel|meest gelezen|meer over dit onderwerp|"
    r"lees verder|"
    r"mest läst|mest lest|mest læste|mer om .{1,20}|relaterade artiklar|più letti|articoli correlati)$",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended (?:for you|reading|stories)$|"
    r"editor['’]?s?['’]? (?:picks?|choice)$|from our partners$|(?:from )?around the web$|more from .{1,30}$|"
    r"promoted (?:stories|content|links)$",
    rf"latest (?:\S+ ){{0,3}}(?:{_THINGS})$|latest from .{{1,30}}$|all (?:\S+ ){{0,3}}(?:stories|articles|news|"
    rf"headlines|coverage|"
    rf"reports|videos)$",
)
# Newsrooms ask for contact: a question, then where to answer it; or the second half alone.
_INVITATION = (
    r"(?:contact (?:us|our|the)|e-?mail us|tell us|get in touch|let us know|have your say|log in|sign (?:in|up)|"
    r"subscribe|"
    r"join (?:us on|the (?:conversation|discussion|debate))|write to us|call us|text us|message us|send us|"
    r"find out (?:how|more)|click here|read more|"
    r"dites-le nous|écrivez-nous|contactez-nous|schreiben sie uns|kontaktieren sie uns|escríbenos|cuéntanos|"
    r"laat het ons weten)"
)
_INVITES = re.compile(
    rf"^[^.!?]{{3,60}}\? {_INVITATION}\b[^.?]{{0,40}}[.!]?$|^{_INVITATION}(?: \w+){{0,2}}$|^got a tip\?$|"
    r"^[^.!?]{3,60}\? (?:please )?(?:e-?mail|call|text|message|whatsapp|phone|ring|contact)(?: us)?(?: (?:at|on))? "
    r"(?:\S+@\S+|\+?[\d ()-]{6,20})\.?$|"
    r"^be the first to (?:comment|know|reply)$|^become a (?:member|subscriber|supporter|patron)\b.{0,30}$|"
    r"^(?:create|open) (?:a|an|your) (?:free )?account$|^support (?:local|independent|quality|our) (?:news|"
    r"journalism|reporting)$|"
    r"^(?:leave|write|post) a (?:reply|comment|review)$|^send (?:your )?letters? to the editor$|"
    r"^(?:email|contact|call|message) (?:the|our) (?:newsdesk|news ?room|news desk|editor|reporter|team)$",
    re.IGNORECASE,
)
# Pages date, own and fund themselves in notices.
_NOTICE = _starts(
    r"(?:corrections and clarifications|accessibility (?:statement|help)|cookies on this site|our privacy policy|"
    r"imprint|"
    r"impressum|datenschutz|mentions légales|aviso legal|colofon)$",
    r"(?:©|\(c\)|copyright) [^.]{2,40} (?:ltd|limited|inc|plc|llc|gmbh|ag|group|media|b\.?v|s\.?a)\.?$|"
    r"all (?:content|material|images?) "
    r"(?:©|\(c\)|copyright)",
    r"(?:this )?page (?:was )?(?:last )?(?:updated|modified)\b.{0,30}$|top of (?:the )?page$|retour à la une$",
    r"(?:supported|sponsored|funded) by$|sponsor(?:ed)? message$|text size\b.{0,12}$|(?:ad|like )?loading ?(?:…|"
    r"\.\.\.)?$",
    r"your e-?mail address will not be published|required fields are marked|(?:thank you|thanks) for your patience",
    r"a version of this (?:article|story) (?:appear|was)|opens (?:in )?(?:a )?new (?:tab|window)|ad \d+ of \d+$",
    r"(?:previous|next) (?:post|article|story) ?:$|like this ?:$|posted in (?-i:[A-Z])\w+$|archivado en$|"
    r"haut de page$",
    r"(?:after|skip|past) newsletter promotion$|top picks(?: for you)?$|most recent$|te recomendamos$|"
    r"listen · .{1,12}$",
    r"(?:advertisements?|advertising|anzeige|publicité|publicidade?|publicidad|sponsored content|sponsored|"
    r"promoted content|paid (?:content|post|partnership)|ad feedback|"
    r"advertorial|sponsored (?:links|post|stories)|partner content|ad loading(?:…|\.\.\.)?|werbung|advertentie|"
    r"annons|annonse|"
    r"annonce|pubblicità)$|"
    r"(?:weiterlesen|continua|suite) (?:nach der|après la|após a) (?:anzeige|publicité|publicidade)$|"
    r"we use cookies\b.{0,40}",
    r"available (?:on|in|from) (?:the )?(?:app store|google play|apple podcasts|spotify|amazon)\b.{0,30}|"
    r"(?:this|cet|dieser) (?:article|story|content|artikel) (?:is|est|ist) (?:free|available|only|for|exclusive|"
    r"part of|"
    r"réservé|gratuit|nur|kostenlos).{0,50}|article réservé aux abonnés$",
    r"advertisement [-–—:].{0,40}",
    r"(?:last )?(?:updated|modified|edited|published|posted)(?: ?:| on\b| at\b)? ?(?:(?:an?|one|two|three|few|"
    r"several|less than|over|about|just|\d+) .{0,12}(?:ago|now)$|yesterday$|today|just now|(?:mon|tue|wed|thu|fri|"
    r"sat|sun)\w*,? (?:at )?\d{1,2}[:.]\d{2}|(?:at )?\d{1,2}[:.]\d{2})",
    r"(?:last |page )?(?:updated|modified|edited)(?: ?:| on\b| at\b)? ?(?:\w{3,9},? ){0,2}\d{1,2}\b",
    r"(?:mis à jour|actualizado|atualizado|aktualisiert) (?:le|el|em|am|à|a las|às|um|há|il y a|hace|:|\d)",
    r"(?:©|\(c\)|copyright) ?(?:\d{4}|the|all)|(?:©|\(c\)|copyright) [^.]{2,40} \d{4}(?:[-–]\d{2,4})?$|"
    r"all rights reserved|tous droits réservés|todos los derechos|"
    r"todos os direitos|alle rechte vorbehalten",
    r"(?:powered|hosted) by (?-i:[A-Z])[\w.-]*(?: (?-i:[A-Z])[\w.-]*)*$|page \d+ of \d+$|edition: ?\w+(?: \w+)?$|"
    r"text size$",
    r"(?:first )?(?:published|posted|updated) (?:at |on )?.{0,24}\d{1,2}[:.h]\d{2}(?: ?[ap]m)?(?: [A-Z]{2,4})?$|"
    r"last (?:update|updated|modified|edited)\b.{0,30}$|"
    r"(?:publié|posté|modifié|publicado|actualizado|atualizado|gepubliceerd|bijgewerkt|publicerad|uppdaterad|"
    r"publisert|"
    r"oppdatert|publiceret|opdateret|pubblicato|aggiornato|veröffentlicht|stand)\b.{0,20}\d.{0,24}$|"
    r"(?:temps de lecture|tiempo de lectura|tempo de leitura|lesezeit|leestijd|lästid|lesetid|"
    r"tempo di lettura) ?:? ?\d.*$|"
    r"\d+ (?:min\.?|minutes|minuten|minutos) (?:de lecture|de lectura|lesezeit|leestijd)$|"
    r"(?:filed (?:under|in)|posted in|tags|topics|categories|keywords|more about|in this (?:story|"
    r"article)) ?: ?.{1,60}|"
    r"topics in this (?:story|article)$",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice)|cookie (?:policy|settings|notice)|"
    r"site ?map)$",
    r"(?:view |show |read )?(?:all )?(?:comments?|kommentarer?|kommentare|commentaires?|comentários?|"
    r"comentarios?|reacties|commenti) \(\d+(?: posted)?\)$|(?:image|slide|photo|picture|page) \d+ (?:of|"
    r"/) \d+$|"
    r"\d{1,3} ?/ ?\d{1,3}$|\d+ (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?) ago$|"
    r"(?:il y a|hace|há|vor) \d+ \w+$|\d+ (?:comments?|shares?|likes?|views?|retweets?)$|comments (?:are|"
    r"have been) (?:closed|disabled)|no comments(?: yet)?$",
    r"\d{1,2}:\d{2}(?::\d{2})?$|\d+ ?min(?:ute)?s? read$|reading time.{0,15}$|estimated reading time.{0,15}$",
    r"(?:spotted|found|something wrong|see|seen) .{0,30}\?(?: .{0,30})?$|(?:suggest|report) (?:a|an) (?:correction|"
    r"edit|typo|"
    r"error|mistake)$|(?:this video (?:is|can)|your browser (?:does|is)|please enable|javascript is|video player|"
    r"audio player)",
)
_NAMES_SOMEBODY = re.compile(r"\d.* (?:by|par|por|von) [A-ZÀ-Þ]")  # a notice that is also a byline
_MENTIONS = re.compile(
    r"\b(?:sign up .{0,20}newsletter|on facebook|on twitter|on whatsapp|on instagram|on linkedin|via email|"
    r"to your inbox|"
    r"our app|homepage|home page|this page|all rights reserved|reports? an? (?:error|mistake))\b",
    re.IGNORECASE,
)
# One or two words from a button or a picture's place. Any of them could be a subhead, so they stay where they stand
# alone, and go where three or more controls stand in a row.
_CONTROL = _starts(
    r"(?:share|tweet|print|e-?mail|save|play(?: video)?|pause|mute|fullscreen|close|menu|search|subscribe|expand|"
    r"back|listen|share article|"
    r"show|hide|loading|home|login|log in|sign in|register|next|previous|reply|follow|comment|comments|like|share this|"
    r"image|photo|video|picture|gallery|graphic|audio|slideshow|reuse content|learn more|read more|more|"
    r"related searches|topics|tags)$",
    r"(?:current time|duration(?: time)?|remaining time|loaded ?:|progress ?:|playback|promoted by|sponsored by|"
    r"presented by|brought to you by)",
    r"(?:learn|read|find out|see) more (?:about|at|from|here|on|in)|read the (?:full|whole)|(?:continue|"
    r"click) .{0,40}(?:here|below)\.?$|see also$|newsletter$",
)
_DEBRIS = re.compile(r"(?:1[.)]|[•*·])[ \t]+(\S.*)")


def furniture_certainty(text: str) -> float:
    """How sure it is (0 to 1) that ``text``, a whole block, is furniture of the page and not of the article.

    Only short blocks are looked at; a longer one always stays, so that nothing of the article can be lost.
    """
    if len(text) > 200:
        return 0.0
    text = text.lstrip("↑↓←→▲▼►▶▸»›|> ").rstrip("→►▶▸»›>| ") or text
    words = count_words(text)
    if len(text) > 200 or words > MAX_WORDS * 2:
        return 0.0
    if _POINTER.match(text) and (":" in text[:30] or words <= MAX_WORDS):
        return 0.9 if not SENTENCE_INSIDE.search(text) else 0.0
    if words > MAX_WORDS:
        return 0.0
    if _NOTICE.match(text):
        return 0.9 if not _NAMES_SOMEBODY.search(text) else 0.0
    if _INVITES.search(text):
        return 0.85
    if is_interface(text) and (words <= 6 or not ends_sentence(text)):
        return 0.9
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
    label = match[1] if match else ""
    # A date, a price or a count is a fact, however short: a menu's names have no figures in them.
    named = 0 < count_words(label) <= 3 and not any(char.isdigit() for char in label)
    return named and not ends_sentence(label)


def mark_furniture(draft: Draft) -> None:
    """Label what is furniture by its words, and labels of buttons where they stand in a row."""
    controls: list[int] = []
    lone = _one_word_heads(draft) < 2
    for index, piece in enumerate(draft.pieces):
        certainty = furniture_certainty(piece.text) if draft.undecided(index) else 0.0
        if certainty >= 0.5:
            draft.set(index, Label("furniture", certainty, "speaks as a page does, not as an article"))
        if certainty >= 0.5 or (draft.undecided(index) and _may_be_button(piece.text)):
            controls.append(index)
        else:
            _mark_controls(draft, controls, lone)
            controls = []
    _mark_controls(draft, controls, lone)


def _may_be_button(text: str) -> bool:
    return is_control(text) or is_lone_button(text)


def _one_word_heads(draft: Draft) -> int:
    """How many lines of one word stand alone in the text that are not labels of a button."""
    words = (piece.text for piece in draft.pieces if " " not in piece.text and piece.text.isalpha())
    return sum(1 for word in words if word[0].isupper() and not is_control(word) and not is_lone_button(word))


def _mark_controls(draft: Draft, row: list[int], lone: bool) -> None:
    """Leave out labels of buttons where three or more stand in a row.

    One that stands alone goes where it is hardly ever a subhead and the article has no other subheads of one word
    (``lone``); else it stays and is reported.
    """
    for index in row:
        if not draft.undecided(index):
            continue
        if len(row) >= 3:
            draft.set(index, Label("furniture", 0.8, "one of several labels of buttons in a row"))
        elif lone and is_lone_button(draft.text(index)):
            draft.set(index, Label("furniture", 0.7, "the label of a button"))
        else:
            draft.set(index, Label("paragraph", 0.5, "may be the label of a button"))
