"""The small words of common languages: what ``language_evidence`` tells languages by, without a model to load.

Source: the closed classes of each language (articles, pronouns, prepositions, conjunctions, particles, forms of be and
have), which any grammar lists in full, and a few verbs of reporting; written out by hand for this project, letters from
the alphabets in use. Languages that are not in ``DECIDED`` are rivals: what is in one is not taken for its neighbour.
"""

from __future__ import annotations

_WORDS = {
    "en": "the of and that with this have from they which would been were was their there when who what you your it "
    "its is are be to in on at by for or an as not but he she we his her him them our could should will can may "
    "must might about into than then these those some any only other because how where much many very before "
    "after first says one now if just more most has had do does did i my me all so no up out over under between "
    "through during until while also such own too here both each few again against off once since without "
    "within nor though although every a said posted",
    "de": "der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind war waren wird "
    "werden wurde wurden hat haben hatte hatten kann können muss müssen soll sollen will wollte ich du er sie "
    "es wir ihr mich mir dich uns ihn ihm ihnen sich mein sein seine seinen seiner ihre ihren ihrem ihrer unser "
    "unsere kein keine keinen mit von vom zu zum zur in im an am auf aus bei beim für durch gegen ohne um nach "
    "vor seit über unter zwischen bis dass wenn weil als wie auch noch nur schon sehr so dann da hier dort man "
    "was wer wo jetzt mehr diese dieser dieses diesem diesen alle allem aller niemand nichts etwas immer wieder "
    "hinter neben doch denn ob damit darauf davon",
    "fr": "le la les l un une des du de d et ou mais ne pas est sont était étaient été être avoir ai as a avons avez "
    "ont avait avaient je tu il elle nous vous ils elles on se ce cet cette ces mon ma mes ton son sa ses notre "
    "nos votre vos leur leurs qui que qu quoi dont où dans sur sous avec sans pour par vers chez entre depuis "
    "pendant avant après aux au en y lui moi toi eux si comme quand plus moins très aussi encore jamais "
    "toujours rien personne tout tous toute toutes même autre autres donc car ni puis bien fait faire peut c j "
    "s n m sera seront cela ça plusieurs chaque lorsque afin doit doivent peuvent ainsi contre jusqu quelques",
    "es": "el la los las un una unos unas y e o u pero no es son era eran fue fueron ser está están estaba he ha han "
    "había habían hay yo tú él ella nosotros ellos ellas usted ustedes se me te le les lo nos mi su sus nuestro "
    "nuestra nuestros que qué quien quienes cual cuando donde como cómo porque si en de del a al con sin por "
    "para sobre entre desde hasta hacia contra según durante ante más menos muy ya también nunca siempre nada "
    "nadie todo todos toda todas otro otra otros este esta estos estas ese esa eso esto aquel cada mismo puede "
    "pueden tiene tienen hace dijo sólo solo aunque ni tras cuyo sido será debe deben",
    "it": "il lo la i gli le un uno una e ed o ma non è sono era erano essere stato stata stati ho ha hanno abbiamo "
    "aveva avevano io tu lui lei noi voi loro si mi ti ci vi ne che chi cui quale quando dove come perché se di "
    "del dello della dei degli delle a al allo alla ai agli alle da dal dalla dai dalle in nel nello nella nei "
    "negli nelle con su sul sulla sui sulle per tra fra senza sotto sopra verso contro più meno molto anche "
    "ancora già mai sempre niente nessuno tutto tutti tutta tutte altro altri altra questo questa questi queste "
    "quello quella ogni suo sua suoi mio nostro nostra può possono deve dopo prima anni così solo fino quindi "
    "poi cosa devono",
    "pt": "o a os as um uma uns umas e ou mas não é são era eram foi foram ser está estão estava há tem têm tinha "
    "tinham eu tu ele ela nós eles elas você vocês se me te lhe lhes nos meu minha seu sua seus suas nosso "
    "nossa que quem qual quando onde como porque em no na nas de do da dos das ao aos à às com sem por pelo "
    "pela pelos pelas para sobre entre desde até contra segundo durante mais menos muito já também nunca sempre "
    "nada ninguém tudo todos toda todas outro outra outros este esta estes estas esse essa isso isto aquele "
    "cada mesmo pode podem faz disse só ainda num numa depois deve devem lá aqui então sido será",
    "nl": "de het een en of maar niet is zijn was waren wordt worden werd werden geweest heeft hebben had hadden ben "
    "bent ik jij je u hij zij ze wij we jullie mij me hem haar ons onze hun mijn jouw uw zich die dat deze dit "
    "wie wat waar wanneer hoe waarom omdat als in op aan van voor met bij uit over onder tussen naar door tegen "
    "zonder tot om na sinds te ter ten ook nog al wel geen meer minder zeer heel er hier daar dan toen nu "
    "altijd nooit niets niemand alles alle andere moet moeten kan kunnen zal zullen wil willen zou zouden want "
    "dus toch zo elk elke veel",
    "ca": "el la els les un una uns unes i o però no és són era eren ser està estan hi ha han havia jo ell ella "
    "nosaltres ells se es em et li ho ens mi seu seva seus que qui quan on com perquè si en de del dels a al "
    "als amb sense per sobre entre des fins cap contra més menys molt ja també mai sempre res tot tots tota "
    "altre altres aquest aquesta aquests això cada pot poden té només pel pels dins",
    "gl": "o a os as un unha uns unhas e ou mais pero non é son era foi ser está están hai ten teñen eu el ela nós "
    "eles se me te lle lles seu súa seus que quen cando onde como porque en no na nos nas de do da dos das ao "
    "aos á ás con sen por polo pola para sobre entre desde ata contra máis moi xa tamén nunca sempre nada todo "
    "todos outro este esta estes isto cada pode poden só debe",
    "ro": "un o și sau dar nu este sunt era fi a au am ai avea el ea noi ei se îi le lui care ce când unde cum pentru "
    "că dacă în din de la cu pe prin fără până mai foarte tot toate acest această aceste fost poate trebuie să "
    "al ale cele cel lor spre nici numai",
    "la": "et in est non ad ut cum quod qui quae si sed ex per ab enim aut nec etiam atque esse sunt ac hoc ipsum "
    "dolor sit amet sub de a ne eius eum quam pro erat nos",
    "oc": "lo la los las un una e o mas es son èra que qui dins amb per de del dels al als a en sus entre pas plan "
    "tot tan aquel aquesta se li nos sa ses",
    "sv": "och att det som en ett på är av för med den till inte i om har de men var sig från vi så kan hon han jag "
    "när år under också efter eller nu sin där vid mot ska skulle alla andra mycket över denna detta ut vara "
    "blir bli",
    "da": "og at det er en et i på til af som for med den de ikke der var har fra vi så kan hun han jeg når om også "
    "efter eller nu sin ved mod skal skulle alle andre meget over denne dette ud være bliver blev men sig hvor "
    "hvad kun",
    "nb": "og å det er en et i på til av som for med den de ikke var har fra vi så kan hun han jeg når om også etter "
    "eller nå sin ved mot skal skulle alle andre mye over denne dette ut være blir ble men seg hvor hva kun",
    "af": "die en het is in van wat nie te dat vir met hulle sy hy ek ons jy julle aan op by uit oor deur as was word "
    "kan moet sal maar ook nog om na tot een of daar hierdie baie geen meer nou so wees hom haar se u wel my",
    "lb": "den de d déi dat an a mat vun ze op net ass sinn war huet hunn gëtt ech du hien si mir dir sech fir bei "
    "aus no ëm iwwer och nach nëmmen awer oder wann wat wéi datt muss kann sollt en eng engem enger keng am um "
    "vum",
    "pl": "nie się na w z że jest do to o po jak ale co od za tym ze czy dla są przez był była było tego jego jej ich "
    "już tylko przed może by lub oraz on ona a i u być który która które",
    "cs": "a je se na v že to s z do o i ale jako za jsou by po jeho ve k pro od tak už ze jen nebo který která při "
    "jsem bylo být není co pokud má",
    "hr": "i je u na da se za su s od a o koji ne što kao iz to sve do ali po nije bi će ili samo biti ako još koja "
    "ovo njegov jer",
    "fi": "ja on ei että oli se hän mutta kun ovat tai niin kuin myös ole joka jos mitä nyt vain sen olla en",
    "hu": "a az és hogy nem is egy ez meg van volt de ha csak mint már el még vagy ki lesz azt nincs kell lehet",
    "tr": "ve bir bu da de için ile çok daha olarak gibi en ne var değil kadar sonra ama olan ya veya",
    "id": "yang dan di ini itu dengan untuk tidak dari dalam akan pada juga ke karena ada atau oleh saya bisa telah",
    "ast": "el la lo los les un una unos unes y o pero nun ye son yera foi ser ta tán hai que qué cuando onde como si "
    "en de del a al con ensin por pa pal sobre ente dende hasta más menos mui yá tamién nunca siempre toos toes "
    "otru otra esti esta estos esto cada pue puen tien nel na nos nes pola pol colos ello",
    "ia": "le un e o ma non es son esser ha habe io tu il ille illa nos vos illes se me te lo que qui quando ubi como "
    "si in de del a al con sin per pro super inter usque plus multo anque tote iste ista isto altere alcun pote "
    "debe su esseva esserea cata sed",
    "cy": "y yr a ac i o yn ar am gan gyda wrth dros trwy mae oedd yw nid ddim wedi bod fod roedd ei eu eich ein fel "
    "pan os neu ond hyn hwn hon nad rhaid dim gael cael gallwch chi hi ni nhw",
    "gd": "a an am na nan nam agus air gu gun ann chan cha nach tha bha eil do le bho ach no mar gach seo sin e i iad "
    "thu sibh mi feumaidh dhan dha aig",
    "ga": "an na a ar ag agus i le de do go is tá bhí níl ní nach sé sí siad é í mé tú ó faoi chun nó ach mar gach "
    "seo sin ba bheith sa san leis",
    "eu": "eta da ez bat du dira zen den edo baina ere hau hori izan duen dute dela behar baino egin zuen bere oso "
    "beste",
    "sq": "e të në dhe i një për me që nga është janë ka kjo ky ju se si por ose nuk më duhet jo do te u ishte",
    "sw": "ya na wa kwa ni za la katika hii kuwa hakuna tafadhali yako au cha kama hiyo huo sana hivyo",
    "eo": "la kaj de en estas ne al por kun ke li ŝi ĝi mi vi ni ili estis sed pli kiel sur el pri aŭ",
}
WORDS = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}
"""The small words of each language, decided and rival alike."""

DECIDED = ("en", "de", "fr", "es", "it", "pt", "nl")
"""The languages that can be told by these words alone; all others are its rivals."""

_ASCII = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "en": frozenset(_ASCII),
    "de": frozenset(_ASCII + "äöüß"),
    "fr": frozenset(_ASCII + "àâæçéèêëîïôœùûüÿ"),
    "es": frozenset(_ASCII + "áéíñóúü"),
    "it": frozenset(_ASCII + "àèéìíîòóùú"),
    "pt": frozenset(_ASCII + "áâãàçéêíóôõú"),
    "nl": frozenset(_ASCII + "áéëïíóöúèüê"),
}
"""The letters of each language that is decided; words with others are from elsewhere."""

ENDINGS = {
    "en": ("ing", "ed", "ly", "ness", "ful", "less", "ght", "ck", "ies", "ship", "ery"),
    "de": ("ung", "ungen", "keit", "heit", "lich", "liche", "lichen", "isch", "ische", "ischen", "igen", "schaft"),
    "fr": ("tion", "tions", "ment", "ments", "eux", "euse", "ique", "iques", "aient", "ée", "ées", "és", "eurs"),
    "es": ("ción", "ciones", "dad", "dades", "mente", "ando", "iendo", "ado", "ada", "ados", "adas", "aron"),
    "it": ("zione", "zioni", "mente", "ità", "ato", "ata", "ati", "ando", "endo", "ggio", "tti", "lle"),
    "pt": ("ção", "ções", "dade", "dades", "mente", "ando", "endo", "ado", "ada", "ados", "adas", "aram"),
    "nl": ("lijk", "lijke", "heid", "heden", "ingen", "atie", "aties", "ende", "aar", "eerd"),
}
"""How longer words end in each language that is decided: they support what is declared, and prove nothing alone."""

SCRIPTS = {
    "zh": ("\u4e00", "\u9fff"),
    "ja": ("\u3040", "\u30ff"),
    "ko": ("\uac00", "\ud7a3"),
    "el": ("\u0370", "\u03ff"),
    "he": ("\u0590", "\u05ff"),
    "th": ("\u0e00", "\u0e7f"),
}
"""First and last letter of a script that one language has nearly to itself; Japanese by its kana."""
