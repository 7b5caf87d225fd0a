"""What others make of the same labelled people by their names: nomenklatura's name matchers, and Splink.

Each peer gives a score for a pair of names and joins from a threshold; nothing but the names is given to it. Splink's
frequencies and weights are learned, without labels, from all people whom the ledger names. Heavy: the group `peers`.
"""

from collections.abc import Iterable, Sequence

from according.linking.person_names import link_name

NAMES = ("logic-v2", "logic-v1", "name-based", "ofac")
USUAL = 0.7
"""From which score nomenklatura's matchers join where nobody sets another."""
SURE, LIKELY = 0.99, 0.5
_SIDES = ("left ", "right")

Pair = tuple[str, str]
Scores = dict[Pair, float]


def peers(pairs: Iterable[Pair], everybody: Sequence[str]) -> list[tuple[str, float, Scores]]:
    """Name, threshold and scores of each peer on pairs of names.

    Args:
        everybody: the names of all people of the ledger, with repetition, from which Splink learns.

    Raises:
        ModuleNotFoundError: if the group `peers` is not installed.
    """
    wanted = sorted(set(pairs))
    found = [(name, USUAL, _nomenklatura(name, wanted)) for name in NAMES]
    scores = _splink(wanted, everybody)
    return [*found, ("splink, names", SURE, scores), ("splink, names", LIKELY, scores)]


def _nomenklatura(name: str, pairs: Iterable[Pair]) -> Scores:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    algorithm = get_algorithm(name)
    if algorithm is None:
        raise ModuleNotFoundError(f"nomenklatura has no matcher {name!r}; install the group `peers`")

    def person(id: str, words: str) -> object:
        return model.get_proxy({"id": id, "schema": "Person", "properties": {"name": [words]}})

    config = ScoringConfig.defaults()
    return {(a, b): algorithm.compare(person("a", a), person("b", b), config).score for a, b in pairs}


def _splink(pairs: Sequence[Pair], everybody: Sequence[str]) -> Scores:
    """Probabilities by a model of first, middle and last name with term frequencies, by expectation maximisation."""
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("first", [0.9, 0.8]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("last", [0.9, 0.8]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("middle"),
        ],
        blocking_rules_to_generate_predictions=[block_on("first"), block_on("last")],
    )
    rows = [{"unique_id": place, **parts} for place, parts in enumerate(map(_parts, everybody)) if parts]
    linker = Linker(DuckDBAPI().register(pandas.DataFrame(rows)), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("first", "last")], recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("last"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first"))
    for column in ("first", "last"):
        linker.table_management.compute_tf_table(column)
    names = sorted({name for pair in pairs for name in pair if _parts(name)})
    sides = [[{"unique_id": f"{side}{place}", **_parts(name)} for place, name in enumerate(names)] for side in _SIDES]
    told = linker.inference.score_pairs(*sides).as_pandas_dataframe()
    told = told[["unique_id_l", "unique_id_r", "match_probability"]].itertuples(index=False)
    scores: Scores = {}
    for one, other, probability in told:
        left, right = sorted((one, other))
        scores[names[int(left[5:])], names[int(right[5:])]] = probability
    return {pair: scores.get(pair, 0.0) for pair in pairs}


def _parts(words: str) -> dict[str, str | None]:
    """First, middle and last name; empty for what is no name of two words."""
    name = link_name(words)
    if name is None:
        return {}
    return {"first": name.first, "middle": " ".join(name.parts[1:-1]) or None, "last": name.last}
