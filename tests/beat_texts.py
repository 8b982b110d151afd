"""What a beat says, as texts."""


def texts_of(beat):
    """Its words, its question, its folds, the cells of its table; no notes, no goal."""
    question, table = beat.question, beat.table
    cells = [cell for row in (table.head, *table.rows) for cell in row] if table else []
    folds = [paragraph for fold in beat.folds for paragraph in fold.paragraphs]
    return [beat.text, beat.lead, question.ask, question.because, *question.choices, *folds, *cells]
