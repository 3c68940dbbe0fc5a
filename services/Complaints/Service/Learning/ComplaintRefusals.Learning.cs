using Housing.Standards;

namespace Housing.Complaints;

public static partial class ComplaintRefusals
{
    public static Refusal LessonUnknown { get; } = Refusal.NotFound("LESSON_UNKNOWN", "There is no lesson with that id. ListLessons has those of a landlord.");

    public static Refusal FeedbackUnknown { get; } = Refusal.NotFound("FEEDBACK_UNKNOWN", "There is no feedback with one of these ids. ListFeedback has that of a landlord.");

    public static Refusal ImprovementUnknown { get; } = Refusal.NotFound("IMPROVEMENT_UNKNOWN", "This lesson has no improvement with that id. GetLesson lists its improvements.");

    public static Refusal LessonDrawnAlready { get; } = Refusal.Precondition("LESSON_DRAWN", "A lesson was drawn from this complaint. DropLesson says why that lesson is not followed.", "HPG-CMP-05");

    public static Refusal NothingToLearn { get; } = Refusal.Precondition("NOTHING_UPHELD", "No answer has found anything wrong, so nothing needs to be learnt from it. DrawLesson takes a lesson all the same.", "HPG-CMP-05");

    public static Refusal LessonDone { get; } = Refusal.Precondition("LESSON_DONE", "The lesson is done. ReviewLesson says what came of it; draw another one for what else is to be done.");

    public static Refusal LessonDropped { get; } = Refusal.Precondition("LESSON_DROPPED", "The lesson was dropped, with the reason. Draw another one.");

    public static Refusal LessonNotDone { get; } = Refusal.Precondition("LESSON_NOT_DONE", "The lesson is not done yet. CompleteLesson says that it is, with the proof.");

    public static Refusal PublishedAlready { get; } = Refusal.Precondition("PUBLISHED_ALREADY", "Residents read this as it is. Withdraw it with the reason, then write another text.");

    public static Refusal ImprovementWithdrawn { get; } = Refusal.Precondition("IMPROVEMENT_WITHDRAWN", "It was withdrawn, with the reason. Write another text.");

    public static Refusal NamesUnchecked { get; } = Refusal.Unavailable(
        "NAMES_UNCHECKED", "Tenancy or Estates cannot be asked just now who said it and where they live, so nobody can tell that the text does not say it. Nothing was kept; send it again.");
}
