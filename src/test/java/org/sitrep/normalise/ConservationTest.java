package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.normalise.Sent.told;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sitrep.testkit.SparkTest;

/** What must hold whatever is sent, with the rules that ship. */
class ConservationTest extends SparkTest {
  private static final long SEED = 20210215;
  private static final String[] HEAD = {
    "Сведения по состоянию на 15.02.2021",
    "Регион | Район | КВИ+ (U07.1){1x2} | | Выздоровело{1x2} | | Умерло КВИ+{1x2}",
    " | | За сутки | Всего | За сутки | Всего | За сутки | Всего"
  };
  private static final String[] REGIONS = {
    "Акмолинская область", "г. Шымкент", "Алматы г.", "Нигде", ""
  };
  private static final String[] DISTRICTS = {"", "г. Кокшетау", "Районы области", "Луна"};

  /** New and total cases, recovered and deaths: as they stand in a row that rules let pass. */
  private static final int[] LEAST = {0, 2000, 0, 500, 0, 20};

  private static final String[] NUMBERS = {"1", "250", "30", "", "-", "!#N/A", "12O", "1.5", "-7"};

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  private Sent random() {
    Random random = new Random(SEED);
    Sent sent = new Sent(spark(), "2021-02-15");
    for (int file = 0; file < 8; file++) {
      List<String> lines = new ArrayList<>(Arrays.asList(HEAD));
      lines.set(0, "Сведения по состоянию на " + (10 + file % 6) + ".02.2021");
      for (int row = 0; row < 12; row++) {
        StringBuilder line = new StringBuilder(pick(random, REGIONS));
        line.append(" | ").append(pick(random, DISTRICTS));
        for (int column = 0; column < 6; column++) {
          boolean odd = random.nextInt(12) == 0;
          String number = Integer.toString(LEAST[column] + random.nextInt(40));
          line.append(" | ").append(odd ? pick(random, NUMBERS) : number);
        }
        lines.add(line.toString());
      }
      sent.file("f" + file, file % 3 == 0 ? "AKM" : null, lines.toArray(String[]::new));
    }
    return sent;
  }

  /** All four tables, a sorted list of rows each. */
  private static Map<String, List<String>> tables(Sent sent) {
    Map<String, List<String>> out = new TreeMap<>();
    try (Normalised normalised = sent.normalise(Sheets.KAZAKHSTAN)) {
      for (Row account : normalised.rowAccounts().collectAsList()) {
        assertThat(
                account.<Long>getAs("rows_accepted")
                    + account.<Long>getAs("rows_held")
                    + account.<Long>getAs("rows_rejected"))
            .as("%s, seed %s", account, SEED)
            .isEqualTo(account.<Long>getAs("rows_read"));
      }
      out.put("observation", rows(normalised.observations().collectAsList()));
      out.put("coverage", rows(normalised.coverage().collectAsList()));
      out.put("row_account", rows(normalised.rowAccounts().collectAsList()));
      out.put(
          "finding",
          told(normalised.findings(), "submission_id", "code", "severity", "sheet", "cell", "raw"));
    }
    return out;
  }

  private static List<String> rows(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }

  @Test
  void rowsAreConservedAndNeitherTimeNorOrderOfFilesMatters() {
    Sent sent = random();
    Map<String, List<String>> once = tables(sent);
    assertThat(once.get("observation")).as("seed %s", SEED).hasSizeGreaterThan(50);
    assertThat(once.get("finding")).anyMatch(f -> f.contains("ROW_DUPLICATE"));
    assertThat(once.get("finding")).anyMatch(f -> f.contains("CASES_TOTAL_FELL"));

    assertThat(tables(sent)).as("again, seed %s", SEED).isEqualTo(once);
    assertThat(tables(random().reversed())).as("reversed, seed %s", SEED).isEqualTo(once);
  }
}
