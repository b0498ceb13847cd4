from benchmark.ablation import Question, fixed, questions, traced


def is_long(word: str) -> bool:
    return len(word) > 4


def test_functions_and_methods_that_answer_yes_or_no_are_questions():
    names = {question.name for question in questions()}
    assert {"grammar.clauses.is_negated", "actors.chain.Chain.is_foreign"} <= names
    assert "grammar.clauses.subject_of" not in names


def test_a_fixed_question_has_one_answer_wherever_it_is_asked():
    asked = is_long
    with fixed(Question(name="is_long", function=is_long), answer=True):
        assert asked("port")
    assert not asked("port")


def test_the_answers_that_questions_give_are_noted():
    answers = {}
    with traced({is_long.__code__}, answers):
        is_long("port")
        is_long("harbour")
    assert answers == {is_long.__code__: {False, True}}
