"""The words by which a claim is found; for finding, never for showing.

`praise` rates a treatment or a clinic, `harmless` makes its risks small, `lasting`
promises an end to an illness: strong words, whoever is meant. `outcome` says that a
treatment works; there "may" or "some people" is the honest form and passes. `denied`
stands before words that deny a claim: "no treatment is a cure". In the patterns `<it>`
is a treatment and `~3` up to three words, as in "reduces ~3pain".
"""

BY_LANGUAGE = {
    "en": {
        "it": r"(?:ketamine|esketamine|spravato|tms|infusions?|therap(?:y|ies)"
        r"|treatments?|medications?|medicines?)",
        "praise": [
            r"(?:the|our|your) (?:very )?(?:finest|leading|top[- ]rated"
            r"|most (?:advanced|effective|trusted|experienced|innovative))",
            r"(?:the|our) (?:very )?best ~3(?:clinic|infusions?|care"
            r"|therapy|therapies|treatments?|results?|outcomes?|team|doctors?|staff"
            r"|medicines?|experience)",
            r"state[- ]of[- ]the[- ]art|world[- ]class|cutting[- ]edge|second to none",
            r"(?:nobody|no one|no other) ~6(?:better|best|like (?:us|we do))|better"
            r" (?:care|results|treatment) than|best ~2(?:there is|available|anywhere)",
            r"number[- ]one (?:clinic|choice|treatment)|unrival+ed|unmatched"
            r"|unparalleled",
            r"speaks? for (?:itself|themselves)|(?:top|first|number one) choice"
            r"|(?:clinically |scientifically )?proven to|chang(?:es?|ed|ing) ~3lives",
            r"amazing|incredible|miracles?|miraculous|magic(?:al)?|wonder drug"
            r"|life[- ]changing|game[- ]chang(?:er|ing)|groundbreaking|revolutionary",
            r"(?:is|are|an?) ~1(?:excellent|outstanding|superb)",
            r"(?:great|perfect|ideal|powerful|valuable|promising|proven|superior)"
            r" ~1(?:tool|option|choice|treatment|therapy|solution|results?)",
            r"a good next step|(?:shows?|shown|offers?) ~1(?:promise|hope)",
        ],
        "harmless": [
            r"painless(?:ly)?|pain[- ]free|risk[- ]free|stress[- ]free|worry[- ]free",
            r"harmless|non-?invasive|(?:as )?easy as",
            r"(?:no|without|free of|few|hardly any\w{0,4}"
            r"|almost no\w{0,4}) ~3side[- ]effects?",
            r"(?:do not|don['’]t|never|rarely) (?:experience|have|get|feel|notice)"
            r" (?:any |many )?side[- ]effects?",
            r"(?:completely|perfectly|totally|very|entirely|100%) safe",
            r"<it> (?:is|are) (?:an? )?(?:(?!not )\w{1,20} )?safe|safe and ~1"
            r"(?:effective|promising|proven|gentle)",
            r"can safely|safe(?:ly)? (?:option|treatment|therapy|choice)"
            r"|ensuring safety",
            r"nothing to (?:worry about|fear)|few to worry about|(?:no"
            r"|little) (?:risk|danger)",
            r"(?:only )?a (?:small|tiny) (?:percentage|number|part) of (?:people"
            r"|patients)",
            r"(?:effects?|they) (?:are )?(?:normally|typically|usually|quickly"
            r"|soon|always)"
            r" (?:mild|temporary|subside|pass|fade|wear off|go away|disappear)",
            r"managed easily|easily managed|minimize ~1side[- ]effects?",
            r"full alertness|function fully|(?:bounce|spring)s? back",
        ],
        "lasting": [
            r"cure[sd]?|guarantee[sd]?|once and for all"
            r"|for ?ever|(?:say )?goodbye to|new life|permanent(?:ly)? (?:relief|better"
            r"|cured?|free|gone)",
            r"for good(?=\W*$| (?:after|with|by|and|in|once|when)\b)",
            r"beat (?:your |their )?(?:depression|anxiety|ptsd|ocd|pain)",
            r"(?:a thing of the past|symptom[- ]free|never (?:comes?|returns?"
            r"|relapse))",
            r"(?:maintenance|booster)s? ~2(?:not|n['’]t) (?:necessary"
            r"|needed|required)",
        ],
        "outcome": [
            r"(?:almost|nearly) every(?:one|body) ~4(?:better|relief|well|responds?)",
            r"(?:most|many|nearly all|almost all|all|our|majority of|nine out of ten)"
            r" (?:of our )?(?:patients|people|individuals|clients|users) ~4"
            r"(?:better|relief|improve\w{0,8}|reduction|fewer|recover\w{0,4}|remission"
            r"|respond|success\w{0,4})",
            r"(?:patients|people|sufferers) ~5(?:fewer|less|better"
            r"|relief|hope)",
            r"(?:there is|real|rapid|fast|quick|lasting|instant|immediate|some"
            r"|additional"
            r"|complete|significant) ~3relief",
            r"(?:is|are|be|been|proven|highly|very) (?:\w{1,20}ly )?effective"
            r"|effectiveness"
            r" (?:in|for|of)|success rates?|high(?:ly)? success\w{0,4}",
            r"(?:works?|helps?) (?:when|where) (?:nothing|everything|all) else",
            r"you(?:[’']ll| will) ~2(?:feel|be|wake|become) ~1(?:yourself|better"
            r"|well|happy"
            r"|happier|calm|new|like)|(?:\d{1,2}|\w{3,5}) (?:out of"
            r"|in) (?:\d{1,3}|ten)"
            r" ~2(?:patients|people|recover\w{0,4}|improve\w{0,2}|respond\w{0,2}|feel)",
            r"<it> ~2works? (?:\w{1,20}ly )?(?:well|fast"
            r"|quickly|rapidly|wonders|best|better|immediately)|how (?:rapidly|fast"
            r"|quickly|well) it works|work at its best",
            r"<it> ~2(?:can |will |does )?(?:help(?:s|ed)?"
            r" (?:quickly|fast|most|everyone|everybody)|cures?|heals?|restores?"
            r"|transforms?|eliminates?)",
            r"(?:reduc\w{1,4}|reliev\w{1,4}|eas(?:e|es|ing)|alleviat\w{1,4}|lift\w{0,3}"
            r"|decreas\w{1,4}|lower\w{0,3}|eliminat\w{1,4}) ~5(?:symptoms?"
            r"|depress\w{1,6}|anxiety|pain|suicidal|self-harm)",
            r"(?:improv\w{1,4}|boost\w{0,3}|regulat\w{1,4}) ~3(?:symptoms?"
            r"|mood|lives|life|mental health|quality of life|depress\w{1,6})",
            r"(?:last(?:s|ing)?|works?) (?:longer|better|faster|more) than",
            r"(?:full|most|best|optimal|maximum|positive|amazing) ~1(?:benefits?"
            r"|effects?|outcomes?|results?)",
            r"(?:benefits?|effects?|results?) ~8(?:realized|noticeable"
            r"|visible|dramatic)|(?:additional|lasting) benefits|success\w{0,4}"
            r" (?:outcomes?|therapy|treatment|results?)",
            r"keep ~1feeling (?:better|good|well)|deep healing|profound"
            r" ~1(?:impact|effect|change|healing)|fast relief",
            r"\d{1,3}(?:[.,]\d{1,2})? ?(?:%|percent|per cent)(?: of)?(?: \w{1,20}){0,3}"
            r" (?:patients|people|improve\w{0,3}|respond\w{0,3}|better|relief|success)",
        ],
        "hedge": r"may|might|could|some (?:people|patients|individuals|folks)|sometimes"
        r"|not (?:yet )?(?:known|proven|clear)|goal|whether|ask",
        "denied": r"(?:not|no|never|nobody|none|nothing|cannot|neither|nor|isn['’]t"
        r"|aren['’]t|don['’]t|doesn['’]t|can['’]t|won['’]t|didn['’]t)(?! only| just)"
        r"(?: [\w-]{1,20}){0,6} ?",
    },
    "es": {
        "it": r"(?:ketamina|esketamina|spravato|emt|tms|infusi(?:ón|ones)|terapias?"
        r"|tratamientos?|medicamentos?|medicinas?)",
        "praise": [
            r"(?:la|el|los|las|nuestr[ao]s?|su) (?:mejor(?:es)?|más (?:avanzad[ao]s?"
            r"|eficaz|eficaces|efectiv[ao]s?|innovador(?:a|es)?)) ~2"
            r"(?:clínicas?|tratamientos?|terapias?|infusi(?:ón|ones)|atención|equipo"
            r"|resultados?|medicamentos?|médicos?)",
            r"(?:clínicas?|tratamientos?|terapias?|equipo|atención) ~2"
            r"(?:líder|número uno|más (?:avanzad[ao]s?|eficaz|efectiv[ao]|modern[ao]))",
            r"(?:nadie|ningun[oa]) ~5(?:mejor|como nosotros)|mejores resultados",
            r"de vanguardia|de última generación|de primer nivel|de clase mundial"
            r"|sin igual|inigualable|insuperable",
            r"hablan? por sí (?:mism[ao]|sol[ao])s?|comprobad[ao]s?(?=:| que)"
            r"|cambi(?:a|an|ado|ó) ~3vidas|acab(?:a|an|ar) con (?:la|el|su)",
            r"increíbles?|asombros[ao]s?|milagr(?:o|os|osa|osas|oso|osos)|mágic[ao]s?"
            r"|revolucionari[ao]s?|extraordinari[ao]s?|excelentes?|maravillos[ao]s?",
            r"(?:le )?cambi(?:a|ará) la vida|(?:opción|tratamiento|terapia|resultados)"
            r" (?:ideal|perfect[ao]|prometedor(?:a|es|as)?|segur[ao] y eficaz)",
        ],
        "harmless": [
            r"sin (?:ningún |ningun |el menor )?(?:dolor(?=\W|$)(?! (?:ni|o) fiebre)"
            r"|riesgos?|efectos secundarios|peligro)|indolor[ae]?s?|inofensiv[ao]s?",
            r"no (?:hay|tiene|tienen|existe) (?:ningún )?(?:riesgos?|peligros?)",
            r"no (?:tiene|tienen|causa|causan|hay|produce|producen|siente|sienten|sufre"
            r"|sufren|presenta|presentan) (?:ningún |ningun |muchos )?efectos?"
            r" secundarios?",
            r"casi (?:nadie|nunca) ~3efectos? secundarios?",
            r"(?:pocos|mínimos|casi ningún) efectos? secundarios?"
            r"|no (?:es )?invasiv[ao]",
            r"(?:completamente|totalmente|perfectamente|muy|absolutamente) segur[ao]s?",
            r"<it> (?:(?!no )\w{1,20} ){0,3}(?:es|son) (?:\w{1,20}mente )?segur[ao]s?"
            r"|segur[ao]s? y (?:eficaz|efectiv[ao]|prometedor)",
            r"nada (?:que temer|de qué preocuparse|de que preocuparse)"
            r"|no hay (?:nada )?de qu[eé] preocuparse",
            r"efectos (?:secundarios )?(?:siempre |normalmente |generalmente |suelen )"
            r"(?:leves|pasar|desaparecer|son leves|desaparecen|pasan)",
        ],
        "lasting": [
            r"cur(?:a|an|ar|ará|arán|ado|ada|arse) (?:la|el|su|los|las|de|para)\b"
            r"|(?:la|una) cura\b|se cur(?:a|an|ará|arán)|garantiza\w{0,3}|garantías?",
            r"(?:diga )?adiós a (?:la|el|su|los)|vida nueva|nueva vida",
            r"para siempre|de una vez por todas|definitivamente|venc(?:e|er|a"
            r"|erá) (?:la|su)"
            r" (?:depresión|ansiedad)|cosa del pasado|libre de síntomas",
        ],
        "outcome": [
            r"(?:la mayoría|mayor parte|casi tod[ao]s|much[ao]s|tod[ao]s|nuestr[ao]s)"
            r" (?:de )?(?:l[ao]s |nuestr[ao]s )?(?:pacientes|personas|gente|clientes)"
            r"(?: \w{1,20}){0,5} (?:mejor(?:a|an|aron|es)?|mejoría|alivi[oa]n?|menos"
            r"|recupera\w{0,4}|remisión|responden|éxito)",
            r"(?:\d{1,2}|\w{3,6}) de cada (?:\d{1,3}|diez|cien|tres|cuatro|cinco) ~1"
            r"(?:pacientes|personas)|(?:usted )?(?:se sentirá|volverá a ser|estará) ~2"
            r"(?:mejor|bien|feliz|usted mism[oa]|nuev[oa])|cuando (?:nada"
            r"|todo) (?:más|lo demás)",
            r"alivio (?:rápido|inmediato|real|duradero|total|completo)|(?:rápid[ao]"
            r"|inmediat[ao]) (?:alivio|mejoría)",
            r"(?:es|son|muy|altamente|sumamente) (?:\w{1,20}mente )?(?:eficaz|eficaces"
            r"|efectiv[ao]s?)|eficacia (?:de|en|para)|tasas? de éxito",
            r"<it> ~3(?:funciona|actúa|ayuda) (?:\w{1,20}mente )?"
            r"(?:rápid\w{1,6}|muy bien|mejor|bien|de inmediato|enseguida|siempre)",
            r"(?:reduc(?:e|en|irá)|alivi(?:a|an|ará)|disminuy(?:e|en)|elimin(?:a"
            r"|an|ará)"
            r"|quit(?:a|an)) ~4(?:síntomas?|depresión|ansiedad|dolor(?:es)?"
            r"|tristeza|suicid\w{1,4})",
            r"mejor(?:a|an|ará) ~3(?:síntomas?|ánimo|vida|salud mental"
            r"|depresión|ansiedad)",
            r"(?:dura|duran|funciona|funcionan) (?:mucho )?(?:más|mejor) que|resultados"
            r" ~1(?:garantizados|comprobados|sorprendentes|rápidos)",
            r"\d{1,3}(?:[.,]\d{1,2})? ?(?:%|por ciento) (?:de )?~3"
            r"(?:pacientes|personas|mejor\w{0,4}|respond\w{0,4}|éxito)",
        ],
        "hedge": r"puede|pueden|podría|podrían|algunas? (?:personas|pacientes)|algunos"
        r"|a veces|quizás?|tal vez|no se sabe|si (?:el|la|le|los)|pregunte",
        "denied": r"(?:no|nunca|nadie|ningún|ninguna|ninguno|nada|jamás|tampoco|ni)"
        r"(?! solo| sólo)(?: [\w-]{1,20}){0,6} ?",
    },
}
