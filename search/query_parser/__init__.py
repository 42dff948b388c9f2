"""The query language: what a reader types, read into a `search.query_tree`.

    query    = or
    or       = and { OR and }                     OR  = "OR" | "/أو/" | "،أو،"
    and      = sequence { AND sequence }          AND = "AND" | "/و/" | "،و،"
    sequence = item { item }                      the request's `match` says whether all or any must occur
    item     = { NOT | "-" } near                 NOT = "NOT" | "/ليس/" | "،ليس،" | "/وليس/" | "،وليس،"
    near     = operand { NEAR operand }           NEAR = "NEAR/" number | "قرب/" number
    operand  = { field ":" | level ":" | "=" } ( "(" or ")" | phrase | run | acronym | range )
    phrase   = quote { word } quote [ "~" number ]                any quote character closes any other
    run      = part { joiner part } | word "~" [ number ]         what is written together
    part     = word | pattern
    pattern  = letters with "*" or "?" in it
    acronym  = letter [ "." ] letter [ "." ] { letter [ "." ] }   single letters typed apart
    range    = ( "[" | "{" ) date ( "TO" | "إلى" | ".." ) date ( "]" | "}" )          behind the name of a date

AND, OR, NOT and NEAR/ count in capitals only; و, أو, ليس and قرب are words. The Arabic operators count with slashes or
Arabic commas written to both sides and nothing else written to those: in «قال، أو، كما» and in و/أو they are words.
NOT and - take what follows, a pair of NEAR as one; NEAR binds closest, then writing side by side, AND, and OR:

    أستانة سوتشي OR جنيف            either both of the first two, or جنيف
    Astana (Sochi OR Geneva)        Astana and one of the two
    سوريا -تركيا    Syria NOT Iran   the first without the second; `-` touches what it negates
    -سوتشي                          everything except
    سوريا /أو/ العراق /ليس/ تركيا   Syria OR Iraq NOT Turkey

Words and phrases:

    لافروف                          at the level of the request
    "محادثات أستانة" «كذا»          side by side, in any spelling (level folded); one word in quotes: that word folded
    ="علي"  =علي                    in exactly these letters (level exact), marks and digit sets aside
    كوفيد-19  2.5  1,000  10:30     parts written together are a phrase (level folded): a hyphen inside a word is
                                    no NOT; so are . _ ' @ & between words and : / , . and Arabic commas between numbers
    #نور_سلطان  @name               # and @ before a word say nothing
    أ ف ب   أ.ف.ب   U N   U.N.      single letters are a phrase, those of two cases in capitals only; و never is one
    سوت*  *وتشي  س?تشي              patterns over folded spellings: * any letters, ? or ؟ one letter; at least two
                                    letters must be given; ? counts only where letters follow it, so that
                                    من هو لافروف؟ stays a question
    "محادثات سوتشي"~5               in this order, at most 5 (0 to 50) others between each word and the next; ="…"~5
    محادثات قرب/5 أستانة            talks NEAR/5 Astana: in either order, at most 5 (0 to 50) others between the two;
                                    a NEAR/3 b NEAR/3 c asks for both pairs; -a NEAR/3 b for articles without the pair
    لافروف~1  لافروف~  لافروف~2     folded spellings at most one letter (~ is ~1) or two away: one more, less, another,
                                    or two neighbours exchanged; at least three letters, digits not counted
                                    elsewhere ~ is punctuation: between words or numbers (2020~2021), or standing apart
    عَلَى  عَلِيّ                      a word that ends in ى or ي and was typed with marks keeps them (`vocalised`)

Levels and fields, in Arabic or English and any spelling, the colon directly behind the name; the innermost counts:

    حرفي:على  exact:على             the same as =على
    إملائي:على  folded:على          the same as "على": any spelling of this word
    صرفي:كتاب  stem:كتاب            its near forms; جذري:كتاب  root:كتاب  its root; also root:"a b", root:(a b),
                                    title:stem:a. Patterns, near spellings, names and dates are folded in any case.
    عنوان:قمة  title:"summit talks"  نص:هدنة    only there; also title:(قمة OR هدنة)
    شخص:لافروف  place:"سان بطرسبرغ"  org: …     a value of the facet holding all these words, folded
    تاريخ:2021  date:٢٠٢١-٠١  date:2021-01-26   published then; mentioned: / ذكر: = the text speaks of it
    تاريخ:2020..2021-03  date:2020..  ..2021    from the first day of the one to the last of the other
    تاريخ:[2021-01 إلى 2021-03]  [2020 TO *]    the same; { and } leave out the period beside them: {2020 TO 2022}

Tolerated everywhere: tashkeel, tatweel and invisible characters (direction marks, joiners) in and around names and
signs, any digit set, any quotation mark, and 5/قرب for قرب/5. The words of a NEAR have one level and one field: one
without takes that of the other, and of two levels the stricter counts. Where an operand is no single word, or the
words have two fields, both sides are asked for with AND.

A ~ that counts but cannot be carried out (~3, "…"~, behind a compound, pattern or name) goes with its number
and a notice. `parse_query` never raises. A syntax error gives the notice `query_syntax`, which says where, and the
plain words and closed phrases of the text; other notices: wildcard_too_short, wildcard_in_phrase,
wildcard_in_value, exact_not_here, level_not_here, proximity_distance, proximity_one_word, near_operand,
near_distance, near_fields, near_level, fuzzy_distance, fuzzy_too_short, tilde_not_here, empty_phrase, empty_group,
unknown_field, field_without_value, invalid_date, no_words. `search.query_printer` is the way back,
`search.query_json` shows a tree.

To extend: a new sign is a Kind (`signs`), several signs that say one thing a pass of `written_together`, a new leaf a
branch of `items.read_leaf`, a new operator a rule of `grammar`, a new name before a colon a line of `locks` or
`search.schema`, a new remark a line of `notices`.
"""

from search.query_parser.parse import ParsedQuery, parse_query

__all__ = ["ParsedQuery", "parse_query"]
