"""The query language: what a reader types, read into a `search.query_tree`.

    query    = or
    or       = and { "OR" and }
    and      = sequence { "AND" sequence }
    sequence = item { item }                      the request's `match` says whether all or any must occur
    item     = { "NOT" | "-" } { field ":" | "=" } ( "(" or ")" | phrase | run )
    phrase   = quote { word } quote [ "~" number ]                any quote character closes any other
    run      = part { joiner part } | word "~" [ number ]         what is written together
    part     = word | pattern
    pattern  = letters with "*" or "?" in it

AND, OR and NOT count in capitals only; و and أو are words. NOT binds closest, then writing side by side,
then AND, then OR:

    أستانة سوتشي OR جنيف            either both of the first two, or جنيف
    Astana (Sochi OR Geneva)        Astana and one of the two
    سوريا -تركيا    Syria NOT Iran   the first without the second; `-` touches what it negates
    -سوتشي                          everything except

Words and phrases:

    لافروف                          at the level of the request
    "محادثات أستانة" «كذا»          side by side, in any spelling (level folded); one word in quotes: that word folded
    ="علي"  =علي                    in exactly these letters (level exact), marks and digit sets aside
    كوفيد-19  2.5  10:30            parts written together are a phrase (level folded): a hyphen inside a word is
                                    no NOT; so are . _ ' @ & between words and : / , between numbers
    سوت*  *وتشي  س?تشي              patterns over folded spellings: * any letters, ? or ؟ one letter; at least two
                                    letters must be given; ? counts only where letters follow it, so that
                                    من هو لافروف؟ stays a question
    "محادثات سوتشي"~5               in this order, at most 5 (0 to 50) others between each word and the next; ="…"~5
    لافروف~1  لافروف~  لافروف~2     folded spellings at most one letter (~ is ~1) or two away: one more, less, another,
                                    or two neighbours exchanged; at least three letters, digits not counted
                                    elsewhere ~ is punctuation: between words or numbers (2020~2021), or standing apart

Fields, in Arabic or English and any spelling, the colon directly behind the name:

    عنوان:قمة  title:"summit talks"  نص:هدنة    only there; also title:(قمة OR هدنة)
    شخص:لافروف  place:"سان بطرسبرغ"  org: …     a value of the facet holding all these words, folded
    تاريخ:2021  date:٢٠٢١-٠١  date:2021-01-26   published then; mentioned: / ذكر: = the text speaks of it
    تاريخ:2020..2021-03  date:2020..  ..2021    from the first day of the one to the last of the other

A ~ that counts but cannot be carried out (~3, "…"~, behind a compound, pattern or name) goes with its number
and a notice. `parse_query` never raises. A syntax error gives the notice `query_syntax`, which says where, and the
plain words and closed phrases of the text; other notices: wildcard_too_short, wildcard_in_phrase,
wildcard_in_value, exact_not_here, proximity_distance, proximity_one_word, fuzzy_distance, fuzzy_too_short,
tilde_not_here, empty_phrase, empty_group, unknown_field, field_without_value, invalid_date, no_words.
`search.query_printer` is the way back.

To extend: a new sign is a Kind (`lexer`), a new leaf a branch of `items.read_leaf`, a new operator a
rule of `grammar`, a new remark a line of `notices`.
"""

from search.query_parser.parse import ParsedQuery, parse_query

__all__ = ["ParsedQuery", "parse_query"]
