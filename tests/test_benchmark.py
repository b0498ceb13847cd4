import spacy

from benchmark.language import raw_scores, with_figures
from corpora import treebanks


def test_raw_scores_of_the_truth_are_full(gum_file):
    sentences = list(treebanks.read_sentences(gum_file))
    nlp = spacy.blank("en")

    @spacy.Language.component("told_by_test")
    def told(doc):
        return treebanks.to_doc(nlp.vocab, sentences)

    nlp.add_pipe("told_by_test")
    assert raw_scores(nlp, sentences) == {"words F1": 100.0, "sentences F1": 100.0, "LAS": 100.0}


def test_raw_scores_without_trees_have_no_attachment(gum_file):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    scores = raw_scores(nlp, list(treebanks.read_sentences(gum_file)))
    assert scores["words F1"] == 100.0
    assert scores["LAS"] < 20.0


def test_card_gets_its_figures_and_keeps_the_rest():
    card = "# Card\n\n| figure | % |\n|---|---|\n| old | 1.0 |\n<!-- end of figures -->\nThe end.\n"
    assert with_figures(card, [("LAS", 85.46)]) == card.replace("| old | 1.0 |", "| LAS | 85.5 |")
