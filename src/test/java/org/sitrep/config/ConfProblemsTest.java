package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.domain.FindingCode;

/** A small valid country, one slip at a time: what the office is told. */
class ConfProblemsTest {
  private static final Path SMALL = Path.of("src/test/resources/conf/small");

  private final Path conf;

  ConfProblemsTest(@TempDir Path conf) {
    this.conf = conf;
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(SMALL)) {
      for (Path file : files.sorted().toList()) {
        Path target = conf.resolve(SMALL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private void change(String file, String from, String to) {
    try {
      Path path = conf.resolve(file);
      String text = Files.readString(path);
      assertThat(text).as("the place to change").contains(from);
      int at = text.indexOf(from);
      Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String file, String line) {
    try {
      Path path = conf.resolve(file);
      Files.writeString(path, Files.readString(path) + line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> problems() {
    ConfException thrown = catchThrowableOfType(ConfException.class, () -> ConfReader.read(conf));
    assertThat(thrown).as("the configuration was read without a problem").isNotNull();
    return thrown.problems().stream().map(ConfProblem::toString).toList();
  }

  @Test
  void theSmallCountryIsValid() {
    assertThat(ConfReader.read(conf).regions()).hasSize(4);
  }

  @Test
  void allProblemsAreToldAtOnceByFileAndLine() {
    change("country.yml", "code: KZ", "code: KAZ");
    change("country.yml", "Asia/Almaty", "Africa/Nairobbi");
    change("country.yml", "history-days: 57", "history-dais: 57");
    change("population.csv", "AAA,2021-01-01,1000", "AAA,2021-01-01,many");
    assertThat(problems())
        .containsExactly(
            "country.yml:1: code: 'KAZ' is not an ISO 3166 alpha-2 code such as KZ",
            "country.yml:1: history-days: is missing; wanted a whole number from 14 to 366",
            "country.yml:7: time-zone: 'Africa/Nairobbi' is not a time zone such as Asia/Almaty",
            "country.yml:21: history-dais: is not a known key; did you mean 'history-days'? known:"
                + " [campaign-start, code, coverage-denominators, cut-off, default-language,"
                + " disclaimer, epidemic-start, first-report-date, history-days, incidence-per,"
                + " languages, locales, minimum-for-change, ministry, name, name-genitive,"
                + " report-time, report-title, reproduction, streams, time-zone]",
            "population.csv:2: people: 'many' is not a whole number of 1 or more");
  }

  @Test
  void aFixedOffsetIsNotATimeZone() {
    change("country.yml", "Asia/Almaty", "GMT+6");
    assertThat(problems())
        .containsExactly(
            "country.yml:7: time-zone: 'GMT+6' is not a time zone such as Asia/Almaty");
  }

  @Test
  void wrongTypesSayWhatIsWanted() {
    change("country.yml", "languages: [ru, en]", "languages: ru");
    change("country.yml", "history-days: 57", "history-days: [57]");
    change("limits.yml", "file-bytes: 1000", "file-bytes: 1 MB");
    assertThat(problems())
        .containsExactly(
            "country.yml:8: languages: wanted a list in square brackets, each a language of two"
                + " letters such as kk",
            "country.yml:21: history-days: wanted a whole number from 14 to 366, not a list",
            "limits.yml:1: file-bytes: '1 MB' is not a whole number of 1 or more");
  }

  @Test
  void aMissingTranslationIsTold() {
    change("country.yml", "ministry: {ru: Минздрав, en: Ministry}", "ministry: {ru: Минздрав}");
    change("products.csv", "Вакцина,Vaccine", ",Vaccine");
    change("wording.yml", ", en: Total}", "}");
    assertThat(problems())
        .containsExactly(
            "country.yml:4: ministry: has no text in en",
            "products.csv:2: name_ru: is empty; every text is wanted in every language",
            "wording.yml:1: total: has no text in en");
  }

  @Test
  void aTextInAForeignLanguageIsTold() {
    change("country.yml", "ministry: {ru: Минздрав,", "ministry: {de: Amt, ru: Минздрав,");
    assertThat(problems())
        .containsExactly("country.yml:4: ministry.de: is not a known key; known: [en, ru]");
  }

  @Test
  void aKeyThatStandsTwiceIsTold() {
    change("limits.yml", "cells: 1000", "cells: 1000\ncells: 2000");
    assertThat(problems()).containsExactly("limits.yml:6: cells: stands in line 5 already");
  }

  @Test
  void brokenYamlIsToldWithItsLine() {
    change("limits.yml", "cells: 1000", "cells: [1000");
    assertThat(problems())
        .containsExactly("limits.yml:6: is not YAML: expected ',' or ']', but got :");
  }

  @Test
  void filesMissingUnknownOrMisnamedAreTold() throws IOException {
    Files.move(conf.resolve("zones.csv"), conf.resolve("zone.csv"));
    Files.writeString(conf.resolve("notes.txt"), "call the office");
    Files.writeString(conf.resolve(".zones.csv.swp"), "an editor's own");
    assertThat(problems())
        .containsExactly(
            "notes.txt: is not a file Sitrep reads",
            "zone.csv: is not a file Sitrep reads; did you mean zones.csv?");
    Files.delete(conf.resolve("words.yml"));
    assertThat(problems()).contains("words.yml: is missing; conf/README.md tells what it holds");
  }

  @Test
  void aCountryWithoutDistrictsZonesTargetsOrPriorityGroupsIsWhole() throws IOException {
    for (String file :
        List.of(
            "ambiguous_aliases.csv",
            "districts.csv",
            "holidays.csv",
            "lookalikes.csv",
            "priority_groups.csv",
            "targets.csv",
            "zones.csv")) {
      Files.delete(conf.resolve(file));
    }
    change(
        "country.yml",
        "coverage-denominators: [population, D_ELIG]",
        "coverage-denominators: [population]");
    Conf read = ConfReader.read(conf);
    assertThat(read.districts()).isEmpty();
    assertThat(read.zoneRules()).isEmpty();
    assertThat(read.targets()).isEmpty();
    assertThat(read.priorityGroups()).isEmpty();
  }

  @Test
  void aFileThatIsNotUtf8IsToldWithItsLine() throws IOException {
    Path file = conf.resolve("regions.csv");
    Files.write(file, Files.readString(file).getBytes(Charset.forName("windows-1251")));
    assertThat(problems())
        .containsExactly("regions.csv:2: is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)");
  }

  @Test
  void aRegisterSavedByExcelWithByteOrderMarkAndSemicolonsIsRead() throws IOException {
    Path file = conf.resolve("population.csv");
    String text = "\uFEFF" + Files.readString(file).replace(',', ';').replace("\n", "\r\n");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    assertThat(ConfReader.read(conf).populations()).hasSize(3);
  }

  @Test
  void columnsMissingUnknownAndRowsTooShortAreTold() {
    change("population.csv", "region,date,people,source,note", "region,day,people,source,note");
    change("population.csv", "BBB,2021-01-01,2000,census,", "BBB,2021-01-01,2000");
    assertThat(problems())
        .containsExactly(
            "population.csv: region: has no population of [BBB]",
            "population.csv:1: day: is not a known column; known: [region, date, people, source,"
                + " note]",
            "population.csv:1: date: this column is missing",
            "population.csv:3: has 3 values, the header has 5 columns; a value with a comma wants"
                + " quotes");
  }

  @Test
  void datesAndChoicesAreChecked() {
    change("regions.csv", "2022-06-07", "07.06.2022");
    change("regions.csv", ",city,", ",town,");
    assertThat(problems())
        .containsExactly(
            "regions.csv:2: type: 'town' is not one of [city, region, other]",
            "regions.csv:3: valid_to: '07.06.2022' is not a date such as 2021-02-15");
  }

  @Test
  void oneRegionCodeCannotHoldTwiceAtATime() {
    change("regions.csv", "2022-06-08", "2022-06-07");
    assertThat(problems())
        .containsExactly(
            "regions.csv:4: valid_from: BBB 2022-06-07/… overlaps …/2022-06-07 of line 3");
  }

  @Test
  void anAliasOfTwoRegionsIsToldUnlessListedAsAmbiguous() {
    change("regions.csv", "Altai|Алтай", "Altai|Алтай|БЕТА");
    assertThat(problems())
        .containsExactly(
            "regions.csv:3: aliases: 'Бета' means AAA in line 2 too; list it in"
                + " ambiguous_aliases.csv or drop one",
            "regions.csv:4: aliases: 'Бета' means AAA in line 2 too; list it in"
                + " ambiguous_aliases.csv or drop one");
    append("ambiguous_aliases.csv", "Бета,AAA|BBB,held,office,");
    assertThat(ConfReader.read(conf).ambiguousAliases()).hasSize(2);
  }

  @Test
  void danglingRegionsAreTold() {
    change("population.csv", "CCC,", "CCD,");
    change("recipients.yml", "returns-of: [aaa]", "returns-of: [aax]");
    change("recipients.yml", "editions: [national]", "editions: [nation]");
    change("districts.csv", "AAA-1,AAA", "AAA-1,AAB");
    change("targets.csv", ",AAA,2021", ",ZZZ,2021");
    assertThat(problems())
        .containsExactly(
            "districts.csv:2: region: 'AAB' is not a region code of regions.csv; did you mean"
                + " 'AAA'?",
            "population.csv: region: has no population of [CCC]",
            "population.csv:4: region: 'CCD' is not a region code of regions.csv; did you mean"
                + " 'CCC'?",
            "recipients.yml:8: recipients[1].editions: 'nation' is not national, notice, escalation"
                + " or a region code of regions.csv in lower case; did you mean 'national'?",
            "recipients.yml:12: recipients[2].returns-of: 'aax' is not unknown or a region code"
                + " of regions.csv in lower case; did you mean 'aaa'?",
            "targets.csv:2: region: 'ZZZ' is not a region code of regions.csv");
  }

  @Test
  void severityFromWhichFilesGoBackMustBeKnown() {
    change("recipients.yml", "recipients:\n", "returns-from: error\nrecipients:\n");
    assertThat(problems())
        .containsExactly(
            "recipients.yml:4: returns-from: 'error' is not one of [info, warn, hold, reject]");
  }

  @Test
  void danglingFormsColumnsProductsAndDenominatorsAreTold() {
    change("calendar.yml", "form: cases", "form: caces");
    change("calendar.yml", "    required: true", "    required: true\n    sent-by: capital");
    change("rules/cases.yml", "columns: [cases_new]", "columns: [case_new]");
    change("targets.csv", ",VAX,", ",WAX,");
    change("country.yml", "[population, D_ELIG]", "[population, T_GOAL]");
    assertThat(problems())
        .containsExactly(
            "calendar.yml:2: forms[1].form: 'caces' is not a form of forms/; did you mean 'cases'?",
            "calendar.yml:7: forms[1].sent-by: 'capital' is not one of [region, centre]",
            "country.yml:25: coverage-denominators: 'T_GOAL' is not population or a denominator"
                + " of targets.csv",
            "rules/cases.yml:4: [1].columns: 'case_new' is not a column of form cases; did you"
                + " mean 'cases_new'?",
            "targets.csv:3: product: 'WAX' is not a product or family of products.csv; did you"
                + " mean 'VAX'?");
  }

  @Test
  void measuresAndStreamsOfAFormAreChecked() {
    change("forms/cases.yml", "measure: cases_new", "measure: cases_neu");
    change("forms/cases.yml", "stream: U07.1", "stream: U07.3");
    change("forms/cases.yml", "[dd.MM.yyyy]", "[dd.mm.yyyy]");
    assertThat(problems())
        .containsExactly(
            "forms/cases.yml:8: date-formats: 'dd.mm.yyyy' is not a date pattern with day and"
                + " month such as dd.MM.yyyy",
            "forms/cases.yml:22: columns[3].measure: 'cases_neu' is not a measure such as"
                + " cases_new; did you mean 'cases_new'?",
            "forms/cases.yml:23: columns[3].dimensions.stream: 'U07.3' is not a stream of"
                + " country.yml; did you mean 'U07.1'?");
  }

  @Test
  void wordsOfARuleMustBeColumnsOrSql() {
    change("rules/cases.yml", "holds: cases_new >= 0", "holds: cases_neww >= abss(0)");
    assertThat(problems())
        .containsExactly(
            "rules/cases.yml:5: [1].holds: 'cases_neww' is neither a column of the form nor a SQL"
                + " word; did you mean 'cases_new'?",
            "rules/cases.yml:5: [1].holds: 'abss' is not a function rules may use; did you mean"
                + " 'abs'?");
  }

  @Test
  void bracketsAndQuotesOfARuleMustClose() {
    change("rules/cases.yml", "holds: cases_new >= 0", "holds: coalesce(cases_new, 0 >= 0");
    assertThat(problems())
        .containsExactly("rules/cases.yml:5: [1].holds: a bracket opens and does not close");
  }

  @Test
  void theClockAndSubqueriesHaveNoPlaceInARule() {
    change(
        "rules/cases.yml", "holds: cases_new >= 0", "holds: date < current_date() or (select 1)");
    assertThat(problems())
        .containsExactly(
            "rules/cases.yml:5: [1].holds: 'current_date' is not a function rules may use",
            "rules/cases.yml:5: [1].holds: 'select' is neither a column of the form nor a SQL"
                + " word");
  }

  private void rule(String keys) {
    append("rules/cases.yml", "- {code: MORE, form: cases, severity: warn, " + keys + "}");
  }

  @Test
  void rulesThatLookFurtherAreRead() {
    String message = ", message: {ru: \"{value} {column}\", en: \"{previous.value} {z.value}\"}";
    rule(
        "over: previous, usual: {weeks: 4, same-weekday: true, at-least: 3}, columns: [cases_new],"
            + " instead-of: [CUMULATIVE_FALLS], holds: \"abs(z.value) < 4 and value <"
            + " previous.value\""
            + message);
    assertThat(ConfReader.read(conf).rules())
        .last()
        .satisfies(
            rule -> {
              assertThat(rule.over()).isEqualTo(Rule.Over.PREVIOUS);
              assertThat(rule.each()).isTrue();
              assertThat(rule.per()).isNull();
              assertThat(rule.usual()).isEqualTo(new Rule.Usual(4, true, 3));
              assertThat(rule.insteadOf()).containsExactly(FindingCode.CUMULATIVE_FALLS);
            });
  }

  @Test
  void rulesLookAtNothingTheyDoNotSay() {
    String message = ", message: {ru: Нет, en: \"{previous.cases_new} {rows}\"}";
    rule("columns: [cases_new], holds: cases_new <= previous.cases_new" + message);
    rule(
        "over: everywhere, columns: [cases_new], holds: cases_new > 0, message: {ru: Нет, en: No}");
    assertThat(problems())
        .containsExactly(
            "rules/cases.yml:7: [2].holds: 'previous.cases_new' is of nothing this rule looks at",
            "rules/cases.yml:7: [2].message: '{previous.cases_new}' is not a column of the form",
            "rules/cases.yml:7: [2].message: '{rows}' is not a column of the form",
            "rules/cases.yml:8: [3].code: 'MORE' is the code of another rule already",
            "rules/cases.yml:8: [3].over: 'everywhere' is not one of [cell, row, submission,"
                + " previous, forms]");
  }

  @Test
  void aRuleSaysHowFarItLooks() {
    String message = ", message: {ru: Нет, en: No}";
    rule("over: previous, columns: [cases_new], holds: cases_new > 0" + message);
    rule("over: cell, per: [], columns: [cases_new], holds: cases_new > 0" + message);
    rule(
        "over: submission, per: [date, cases_neu], usual: {weeks: 0, at-least: 9, same-weekday:"
            + " yes}, columns: [cases_new], holds: cases_new > 0"
            + message);
    assertThat(problems().stream().filter(p -> !p.contains("another rule already")))
        .containsExactly(
            "rules/cases.yml:7: [2].over: names nothing beyond the row; write over: row",
            "rules/cases.yml:8: [3].per: wants over: submission, previous or forms",
            "rules/cases.yml:8: [3].holds: 'cases_new' differs from row to row; write"
                + " sum(cases_new)",
            "rules/cases.yml:8: [3].over: does not name value; write over: row",
            "rules/cases.yml:9: [4].per: 'date' is not a key of form cases beside region and date",
            "rules/cases.yml:9: [4].per: 'cases_neu' is not a key of form cases beside region and"
                + " date",
            "rules/cases.yml:9: [4].usual: wants over: previous or forms",
            "rules/cases.yml:9: [4].usual.weeks: '0' is not a whole number from 1 to 52",
            "rules/cases.yml:9: [4].usual.same-weekday: 'yes' is not true or false",
            "rules/cases.yml:9: [4].holds: 'cases_new' differs from row to row; write"
                + " sum(cases_new)");
  }

  private void correction(String correction) {
    try {
      Path file = conf.resolve("corrections/2021.yml");
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          "- {form: cases, region: AAA, date: 2021-02-15, column: cases_new, expect: 3, value: 4,"
              + " reason: a slip, by: office, on: 2021-02-16}\n"
              + correction
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void correctionsAreRead() {
    correction(
        "- {form: cases, region: BBB, date: 2021-02-15, column: cases_new, expect: 3, drop: true,"
            + " reason: a slip, by: office, on: 2021-02-16}");
    assertThat(ConfReader.read(conf).corrections())
        .extracting(Correction::region, Correction::expect, Correction::value, Correction::source)
        .containsExactly(
            tuple("AAA", "3", 4.0, "corrections/2021.yml:1"),
            tuple("BBB", "3", null, "corrections/2021.yml:2"));
  }

  @Test
  void correctionsOfNothingAreTold() {
    correction(
        "- {form: caces, region: AAB, date: 15.02.2021, column: cases_new, expect: 3, value: 3,"
            + " reason: a slip, by: office, on: 2021-02-16}\n"
            + "- {form: cases, region: AAA, date: 2021-02-15, column: number, keys: {district: X},"
            + " expect: 3, value: 4, drop: true, reason: a slip, by: office, on: 2021-02-16}\n"
            + "- {form: cases, region: AAA, date: 2021-02-15, column: cases_new, expect: 5, value:"
            + " 4.5, by: office, on: 2021-02-16}");
    assertThat(problems())
        .containsExactly(
            "corrections/2021.yml:2: [2].form: 'caces' is not a form of forms/; did you mean"
                + " 'cases'?",
            "corrections/2021.yml:2: [2].region: 'AAB' is not a region code of regions.csv; did"
                + " you mean 'AAA'?",
            "corrections/2021.yml:2: [2].date: '15.02.2021' is not a date such as 2021-02-15",
            "corrections/2021.yml:2: [2].expect: '3' is the value itself; nothing is corrected",
            "corrections/2021.yml:3: [3].column: 'number' is not a column of numbers of form cases",
            "corrections/2021.yml:3: [3].value: wanted either value: with a number or drop: true",
            "corrections/2021.yml:3: [3].keys.district: 'district' names no row of the form; known:"
                + " []",
            "corrections/2021.yml:4: [4].value: '4.5' is not a whole number",
            "corrections/2021.yml:4: [4].reason: is missing; wanted a text",
            "corrections/2021.yml:4: [4].column: 'cases_new' of this row is corrected in"
                + " corrections/2021.yml:1");
  }

  @Test
  void aRuleCannotTakeACodeThatIsTakenAlready() {
    change("rules/cases.yml", "code: CASES_NEGATIVE", "code: CELL_NEGATIVE");
    change("rules/cases.yml", "severity: warn", "severity: warning");
    change("rules/cases.yml", "{cases_new} is", "{cases} is");
    assertThat(problems())
        .containsExactly(
            "rules/cases.yml:1: [1].code: 'CELL_NEGATIVE' is one of Sitrep's own codes",
            "rules/cases.yml:3: [1].severity: 'warning' is not one of [info, warn, hold, reject]",
            "rules/cases.yml:6: [1].message: '{cases}' is not a column of the form");
  }

  @Test
  void recipientsOutsideTheAllowedDomainsAreRefused() {
    change("recipients.yml", "minister@office.invalid", "minister@example.com");
    change("recipients.yml", "language: en", "language: kk");
    assertThat(problems())
        .containsExactly(
            "recipients.yml:5: recipients[1].address: 'minister@example.com' is outside"
                + " allowed-domains [office.invalid]",
            "recipients.yml:11: recipients[2].language: 'kk' is not a language of the country"
                + " [ru, en]");
  }

  @Test
  void anAddressWithALineBreakIsRefused() {
    change("recipients.yml", "minister@office.invalid", "\"minister@office.invalid\\nBcc: x@y.z\"");
    assertThat(problems())
        .containsExactly(
            "recipients.yml:5: recipients[1].address: 'minister@office.invalid\nBcc: x@y.z' is not"
                + " a mail address such as office@example.invalid");
  }

  @Test
  void secretsAreNamesOfVariablesAndNotValues() {
    append(
        "recipients.yml",
        "smtp: {host: mail.invalid, port: 587, security: starttls, user-variable: SMTP_USER,"
            + " password-variable: s3cret, timeout-seconds: 30}");
    assertThat(problems())
        .containsExactly(
            "recipients.yml:13: smtp.password-variable: 's3cret' is not the name of an environment"
                + " variable such as SMTP_USER");
  }

  @Test
  void aTileTakenTwiceIsTold() {
    change("regions.csv", ",0,1,census", ",0,0,census");
    assertThat(problems())
        .containsExactly("regions.csv:3: tile_column: AAA has the same place on the map");
  }

  @Test
  void aZoneWithoutAnyConditionCannotBeTold() {
    change("zones.csv", ",50,,1,,,,true,", ",,,,,,,true,");
    assertThat(problems())
        .containsExactly("zones.csv:2: evaluable: 'true' wants at least one condition in the row");
  }

  @Test
  void aMissingFolderIsOneProblem() {
    ConfException thrown =
        catchThrowableOfType(ConfException.class, () -> ConfReader.read(Path.of("conf/atlantis")));
    assertThat(thrown.problems())
        .extracting(ConfProblem::toString)
        .containsExactly("conf/atlantis: is not a folder; wanted one such as conf/kazakhstan");
  }

  @Test
  void anyChangeIsANewVersion() {
    String before = ConfReader.read(conf).version();
    assertThat(before).matches("[0-9a-f]{16}").isEqualTo(ConfReader.read(conf).version());
    append("population.csv", "AAA,2022-01-01,1001,census,");
    assertThat(ConfReader.read(conf).version()).isNotEqualTo(before);
  }

  @Test
  void whatTheDemoWritesFromIsNoPartOfTheVersion() throws IOException {
    String before = ConfReader.read(conf).version();
    Files.createDirectories(conf.resolve("sample"));
    Files.writeString(conf.resolve("sample/faults.csv"), "kind,region\n");
    assertThat(ConfReader.read(conf).version()).isEqualTo(before);
  }

  @Test
  void aLanguageWithoutSentencesForFindingsIsTold() {
    change("country.yml", "languages: [ru, en]", "languages: [ru, en, eo]");
    assertThat(problems())
        .contains("country.yml:8: languages: 'eo' has no sentences for findings in this build");
  }

  @Test
  void anAddressThatWouldGetTheSameMailTwiceIsTold() {
    append("recipients.yml", "  - {address: alpha@office.invalid, name: Again, language: en}");
    assertThat(problems())
        .containsExactly(
            "recipients.yml:13: recipients[3].address: 'alpha@office.invalid' in en stands in line"
                + " 9 already");
  }

  @Test
  void aDistrictNameMeansOneDistrictOfItsRegion() {
    append("districts.csv", "AAA-2,AAA,Второй,Second,FIRST,census,");
    append("districts.csv", "BBB-1,BBB,Первый,First,,census,");
    assertThat(problems()).containsExactly("districts.csv:3: aliases: 'FIRST' means AAA-1 too");
  }

  @Test
  void howPersonsAreNumberedIsChecked() {
    change("persons.yml", "\"18+\"", "\"19-80\"");
    change("persons.yml", "7 8 9 10 11", "7 8 9 10");
    change("persons.yml", "sex: f", "sex: woman");
    change("persons.yml", "oldest: 120", "oldest: none");
    change("persons.yml", "yyMMdd", "yyyyMMdd");
    assertThat(problems())
        .containsExactly(
            "persons.yml:4: identifier.birth-date.format: 'yyyyMMdd' is not one of [yyMMdd, ddMMyy,"
                + " MMddyy, yyddMM]; did you mean 'yyMMdd'?",
            "persons.yml:9: identifier.century.digits.2.sex: 'woman' is not one of [f, m]",
            "persons.yml:10: identifier.check.weights: 10 numbers stand here; wanted 11, one a"
                + " digit",
            "persons.yml:12: age.oldest: 'none' is not a whole number from 1 to 300",
            "persons.yml:13: age.groups: '19-80' does not begin at 18",
            "persons.yml:13: age.groups: the last group has an end; write it as 80+");
  }

  @Test
  void releaseRuleIsChecked() {
    change("release.yml", "IDENTITY_BROKEN", "IDENTITY_BROKE");
    change("release.yml", "percent: 50", "percent: 0");
    change("release.yml", "cases_new", "case_new");
    change("release.yml", "06:00", "6 o'clock");
    assertThat(problems())
        .containsExactly(
            "release.yml:1: hold-on: 'IDENTITY_BROKE' is not a finding code of Sitrep or of rules/;"
                + " did you mean 'IDENTITY_BROKEN'?",
            "release.yml:2: jump.percent: '0' is not a whole number from 1 to 10000",
            "release.yml:2: jump.indicators: 'case_new' is not a measure such as cases_new; did you"
                + " mean 'cases_new'?",
            "release.yml:3: wait-until: '6 o'clock' is not a time of day such as 23:59");
  }

  @Test
  void whatStandsBesideTheFormsOfTheCalendarIsChecked() throws IOException {
    append(
        "calendar.yml",
        """
        silent-after: 0
        volume: {receipts: 4, least: 5, below-percent: 101, above-percent: 200}
        remind: {after-hours: [3, 1], escalate-after-hours: 2, how: {ru: Почтой}}\
        """);
    change("calendar.yml", "required: true", "required: true\n    on-days-off: perhaps");
    assertThat(problems())
        .containsExactly(
            "calendar.yml:7: forms[1].on-days-off: 'perhaps' is not true or false",
            "calendar.yml:8: silent-after: '0' is not a whole number from 1 to 366",
            "calendar.yml:9: volume.below-percent: '101' is not a whole number from 0 to 100",
            "calendar.yml:9: volume.least: is more than receipts, so nothing would ever be usual",
            "calendar.yml:10: remind.after-hours: wants each number once, from small to great",
            "calendar.yml:10: remind.escalate-after-hours: comes before the first reminder, after 3"
                + " hours",
            "calendar.yml:10: remind.how: has no text in en",
            "recipients.yml:4: recipients: has nobody with edition escalation;"
                + " remind.escalate-after-hours of calendar.yml wants one");
  }

  @Test
  void withoutAWordOnRemindersNobodyIsReminded() {
    assertThat(ConfReader.read(conf).reporting())
        .isEqualTo(new ReportingRule(3, new ReportingRule.Volume(14, 5, 50, 200), null));
  }

  @Test
  void withoutAReleaseRuleABrokenIdentityHolds() throws IOException {
    Files.delete(conf.resolve("release.yml"));
    assertThat(ConfReader.read(conf).release())
        .isEqualTo(new ReleaseRule(java.util.Set.of("IDENTITY_BROKEN"), null, null));
  }

  @Test
  void aCountryMayReceiveNoDataOnPersons() throws IOException {
    Files.delete(conf.resolve("persons.yml"));
    assertThat(ConfReader.read(conf).persons()).isNull();
  }

  @Test
  void aLineListWantsPersonsAndADate() throws IOException {
    append("forms/cases.yml", "event: {kind: dosis, date: number, dimensions: {stream: U07.9}}");
    assertThat(problems())
        .containsExactly(
            "forms/cases.yml:11: columns: a line list wants a column of type date",
            "forms/cases.yml:11: columns: a line list wants a column of type person with header:"
                + " true",
            "forms/cases.yml:26: event.kind: 'dosis' is not one of [case, death, dose]; did you"
                + " mean 'dose'?",
            "forms/cases.yml:26: event.dimensions.stream: 'U07.9' is not a stream of country.yml;"
                + " did you mean 'U07.1'?");
  }

  @Test
  void personsAreAskedForOnlyWhereItIsSaidHowTheyAreNumbered() throws IOException {
    change("forms/cases.yml", "type: ignore", "type: person");
    Files.delete(conf.resolve("persons.yml"));
    assertThat(problems())
        .containsExactly("persons.yml: is missing; form cases asks for single persons");
  }

  @Test
  void codesOfAColumnAreChecked() {
    change(
        "forms/cases.yml",
        "    type: ignore\n",
        "    type: sex\n    codes: {woman: {ru: [жен], en: [female]}, m: муж}\n");
    assertThat(problems())
        .containsExactly(
            "forms/cases.yml:14: columns[1].codes.woman: 'woman' is not one of [f, m]",
            "forms/cases.yml:14: columns[1].codes.m: wanted keys with values");
  }

  @Test
  void theExceptionTellsEveryProblem() {
    change("limits.yml", "file-bytes: 1000", "file-bytes: 0");
    assertThatThrownBy(() -> ConfReader.read(conf))
        .hasMessage(
            "Cannot use the configuration:\n"
                + "limits.yml:1: file-bytes: '0' is not a whole number of 1 or more");
  }

  @Test
  void whatAFormSaysOfItsColumnsIsChecked() {
    append("forms/cases.yml", "  - {key: wide, type: text, heading: dates}");
    append("forms/cases.yml", "  - {key: code, type: count, width: 2, percent: of-1000,");
    append("forms/cases.yml", "      multiply-by: 0, words: {ru: [К], en: [C]}}");
    append("forms/cases.yml", "  - {key: doses, type: count, captions: [dose]}");
    append("forms/cases.yml", "  - key: both");
    append("forms/cases.yml", "    type: composite");
    append("forms/cases.yml", "    words: {ru: [О], en: [B]}");
    append("forms/cases.yml", "    patterns: ['{one}{two}', '{one} ({tow})']");
    append("forms/cases.yml", "    parts: [{key: one, type: count}, {key: two, type: text}]");
    append("forms/cases.yml", "  - {key: sum, type: total, of: [case_new],");
    append("forms/cases.yml", "      words: {ru: [И], en: [S]}}");
    assertThat(problems())
        .containsExactly(
            "forms/cases.yml:11: columns: 'case_new' that sum is the total of is not a column of"
                + " this form; did you mean 'cases_new'?",
            "forms/cases.yml:26: columns[4].heading: 'dates' is not one of [date, region,"
                + " product, priority-group]; did you mean 'date'?",
            "forms/cases.yml:26: columns[4].words: is missing; wanted the headings in every"
                + " language",
            "forms/cases.yml:27: columns[5].percent: 'of-1000' is not one of [of-100, of-1]; did"
                + " you mean 'of-100'?",
            "forms/cases.yml:27: columns[5].width: wants type text",
            "forms/cases.yml:28: columns[5].multiply-by: '0' is not a number above 0 to multiply"
                + " by, such as 1000",
            "forms/cases.yml:29: columns[6].captions: wants captions of the form to speak of",
            "forms/cases.yml:33: columns[7].patterns: '{one}{two}' is not a pattern of a cell such"
                + " as \"{total} ({new})\", signs between all of its parts",
            "forms/cases.yml:33: columns[7].patterns: 'tow' is not a key of parts [one, two]",
            "forms/cases.yml:33: columns[7].patterns: have no place for parts [two]",
            "forms/cases.yml:34: columns[7].parts[2].type: 'text' is not one of [count, decimal,"
                + " percent]");
  }

  @Test
  void whatAFormSaysOfSheetsDatesAndRowsIsChecked() {
    change("forms/cases.yml", "[title]", "[title, {from: title, sheets: [Notes], days: 40}, page]");
    append("forms/cases.yml", "covers: month");
    append("forms/cases.yml", "sheets: {onyl: [Day]}");
    append("forms/cases.yml", "hidden-rows: shown");
    append("forms/cases.yml", "numbers: {thousands: [point]}");
    append("forms/cases.yml", "drop-rows: [{column: land, words: [Abroad]}]");
    append("forms/cases.yml", "captions: {dose: [{suffix: 'One ', words: {ru: [A], en: [B]}}]}");
    append("forms/cases.yml", "units: [{words: {ru: [тыс.], en: [k]}}]");
    assertThat(problems())
        .containsExactly(
            "forms/cases.yml:7: date-from[2].sheets: wants from: other-sheet",
            "forms/cases.yml:7: date-from[2].days: '40' is not a whole number from -31 to 31",
            "forms/cases.yml:7: date-from: 'page' is not one of [title, sheet-name, file-name,"
                + " other-sheet, column]",
            "forms/cases.yml:26: covers: 'month' is not one of [day, series]",
            "forms/cases.yml:27: sheets.onyl: is not a known key; known: [hidden, not, only]",
            "forms/cases.yml:28: hidden-rows: 'shown' is not one of [read, left-out]",
            "forms/cases.yml:29: numbers.thousands: 'point' wants decimal beside it",
            "forms/cases.yml:30: drop-rows[1].column: 'land' is not a column of this form",
            "forms/cases.yml:31: captions.dose[1].suffix: 'One ' is not an ending of lower-case"
                + " letters, digits and _, such as 1",
            "forms/cases.yml:32: units[1].multiply-by: is missing; wanted a number above 0 to"
                + " multiply by, such as 1000");
  }
}
