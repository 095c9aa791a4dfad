package org.sitrep.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.sitrep.domain.FindingCode;

/** No finding without a test that provokes it: a folder of the catalogue, or one named here. */
class FindingCodesTest {
  private static final Path TESTS = Path.of("src/test/java");

  /** What takes more than one file to happen, or a file that is no text. */
  private static final String ELSEWHERE =
      """
      BadFilesNightTest#theGoodArePublishedAndEachOfTheOthersIsExplained: FILE_EMPTY FILE_TYPE_UNKNOWN FILE_ENCRYPTED FILE_DAMAGED FILE_SUSPICIOUS FILE_XLSB FILE_STRICT_OOXML FILE_HTML FILE_RTF FILE_XML_2003 FILE_LOCK FILE_NOT_READABLE FILE_ALREADY_RECEIVED
      ingest.IngestTest#zipsWithinZipsAndTooBigFilesAreRefused: FILE_TOO_BIG
      ingest.BadFilesTest#tooManyCellsAndTooLongTexts: FILE_TOO_MANY_CELLS
      ingest.BadFilesTest#workbooksWithoutCells: FILE_WITHOUT_SHEETS
      ingest.PersonsTest#rowsHoldPseudonymsAndNoNames: PERSONS_SEALED
      normalise.FormLanguageTest#aHeadingThatNearlyIsADateIsToldWithTheWayDatesAreWritten: HEADING_VALUE_UNKNOWN
      normalise.CorrectorTest#whatTheOfficeDecidedCountsAndIsTold: CORRECTION_APPLIED
      normalise.CorrectorTest#aFileThatSaysSomethingElseByNowIsHeldForTheOffice: CORRECTION_STALE
      normalise.CorrectorTest#aFileThatWasPutRightByItselfNeedsNoCorrection: CORRECTION_NOT_NEEDED
      normalise.LineListTest#whatIsWrongWithAnIdentifierIsToldWithoutTellingIt: PERSON_MISSING PERSON_LENGTH PERSON_ROUNDED PERSON_BIRTH_DATE PERSON_CHECK_DIGIT PERSON_ZEROS_RESTORED
      normalise.LineListTest#agesThatCannotBeAreTold: PERSON_AGE_IMPOSSIBLE PERSON_AGE_DISAGREES PERSON_SEX_DISAGREES PERSON_BORN_AFTER_EVENT
      normalise.LineListTest#wordsOfFewAreFoundInEverySpelling: CELL_NOT_A_CHOICE
      normalise.LineListTest#datesBeforeTheCampaignAndInTheFutureAreTold: EVENT_BEFORE_START
      normalise.LineListsTest#aDoseToldTwiceCountsOnce: PERSON_TWICE
      normalise.LineListsTest#dosesComeInOrderAndNotTooSoon: DOSE_OUT_OF_ORDER DOSE_TOO_EARLY
      aggregate.TrustTest#submissionOlderThanWhatIsKnownDoesNotCountAndIsTold: SUBMISSION_SUPERSEDES SUBMISSION_OUTDATED
      aggregate.TrustTest#fileThatSaysTheSameAsAnotherIsTold: SUBMISSION_REPEATS
      aggregate.TrustTest#rowsThatANewerFileLeavesOutAreTold: SUBMISSION_SHORTER
      aggregate.TrustTest#completenessAndTimelinessComeFromTheCalendar: FORM_NOT_RECEIVED FORM_RECEIVED_LATE
      aggregate.ReceiptsTest#formsMissingDaysInARowAreTold: FORM_MISSING_SINCE
      aggregate.ReceiptsTest#volumeIsComparedWithTheUsual: VOLUME_UNUSUAL
      aggregate.TrustTest#moreDeathsThanCasesBreaksAnIdentity: IDENTITY_BROKEN REGION_IDENTITY_BROKEN
      aggregate.TrustTest#totalsThatFallOrDoNotFollowAreFindingsAndStay: CUMULATIVE_DISAGREES CUMULATIVE_FALLS
      aggregate.MovedTest#figureThatMovedTooFarIsAFindingUnlessItIsSmall: FIGURE_JUMPED
      aggregate.VaccinationTest#stockUseAndDaysOfSupplyFollowFromSupplyAndDoses: STOCK_DISAGREES
      aggregate.DerivedTest#aControlTotalIsComparedAndNeverCounted: CONTROL_DIFFERS
      aggregate.TrustTest#personsOfALineListAreComparedWithTheFormOfTheSameDay: LINE_LIST_DIFFERS
      """;

  @Test
  void everyCodeIsProvoked() throws IOException {
    Set<String> provoked = new TreeSet<>();
    for (String quirk : QuirksTest.quirks()) {
      for (String line :
          Files.readAllLines(
              Path.of("src/test/resources/submissions").resolve(quirk).resolve("rejected.csv"))) {
        provoked.add(line.split(",", -1)[1]);
      }
    }
    ELSEWHERE.lines().forEach(line -> provoked.addAll(codes(line)));
    assertThat(provoked).containsAll(Arrays.stream(FindingCode.values()).map(Enum::name).toList());
  }

  private static List<String> codes(String line) {
    return List.of(line.split(": ", 2)[1].split(" "));
  }

  /** Each of them is a test, and its class speaks of the code. */
  @TestFactory
  List<DynamicTest> testsNamedHereExist() {
    return ELSEWHERE
        .lines()
        .map(line -> DynamicTest.dynamicTest(line, () -> exists(line)))
        .toList();
  }

  private static void exists(String line) throws ReflectiveOperationException, IOException {
    String[] name = line.split(": ", 2)[0].split("#");
    Class<?> type = Class.forName("org.sitrep." + name[0]);
    assertThat(type.getDeclaredMethods())
        .filteredOn(FindingCodesTest::isTest)
        .extracting(Method::getName)
        .contains(name[1]);
    String source = Files.readString(TESTS.resolve(type.getName().replace('.', '/') + ".java"));
    assertThat(codes(line)).allSatisfy(code -> assertThat(source).contains(code));
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
