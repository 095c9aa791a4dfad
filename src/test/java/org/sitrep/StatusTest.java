package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sitrep.aggregate.Receipt;
import org.sitrep.aggregate.Receipts;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.NightEntry;

/**
 * What {@code sitrep status} prints, letter by letter. The cases form of Italy is due at 18:30 in
 * Rome on its own day, the other one at 05:00 on the day after; 20 of 21 regions send all in time.
 */
class StatusTest {
  private static final Conf CONF = ConfReader.read(Path.of("conf/italy"));
  private static final LocalDate DAY = LocalDate.of(2021, 3, 10);

  private final List<Receipt> receipts = new ArrayList<>();

  private void came(String form, String region, int march, String at, long rows, boolean zero) {
    receipts.add(
        new Receipt(
            form,
            region,
            LocalDate.of(2021, 3, march),
            Instant.parse(at),
            "s" + receipts.size(),
            "n",
            true,
            rows,
            0,
            zero));
  }

  @BeforeEach
  void aWeekOfReceipts() {
    for (int day = 4; day <= 10; day++) {
      String at = LocalDate.of(2021, 3, day) + "T16:00:00Z";
      for (String region : List.of("PIE", "VDA", "LOM")) {
        boolean missing = region.equals("VDA") && day >= 8;
        boolean special = region.equals("LOM") && day == 10;
        if (!missing && !special) {
          came("cases", region, day, at, 10, false);
        }
        came("administrations", region, day, at, 10, region.equals("PIE") && day == 9);
      }
    }
    // 18:30 in Rome is 17:30 UTC: two hours and five minutes late, zeros, and a third of the rows.
    came("cases", "LOM", 10, "2021-03-10T19:35:00Z", 3, true);
  }

  private static StatusTexts texts(List<Receipt> receipts, List<String> forms) {
    NightEntry night =
        new NightEntry(
            "2021-03-10.2",
            DAY,
            2,
            NightEntry.PROVISIONAL,
            "missing: VDA",
            null,
            Instant.parse("2021-03-10T22:00:00Z"),
            Instant.parse("2021-03-11T06:00:00Z"),
            "c0ffee",
            "0.1.0",
            "f1f2f3",
            Map.of(),
            List.of("VDA"),
            null,
            List.of());
    return new StatusTexts(CONF, night, new Receipts(CONF, DAY, receipts), forms);
  }

  private StatusTexts texts(String... forms) {
    return texts(receipts, List.of(forms));
  }

  @Test
  void gridTellsHoursLateDaysMissingZerosAndUnusualVolume() {
    assertThat(texts("cases", "administrations").grid(4, false).subList(0, 6))
        .containsExactly(
            "Night of 2021-03-10, attempt 2: provisional (missing: VDA)",
            "     region                          cases           administrations",
            "     for                             2021-03-10      2021-03-10",
            "PIE  Piedmont                        ok              ok",
            "VDA  Aosta Valley                    missing 3 d     ok",
            "LOM  Lombardy                        +3 h zero 30 %  ok");
    assertThat(texts("cases").grid(4, false))
        .endsWith(
            "SAR  Sardinia                        missing 7 d",
            "+n h: late; zero: every count of the day is 0; n %: rows, when far from the usual 100"
                + " %; missing n d: expected days in a row; by others: a file of the centre only",
            "Findings that hold a row: 4")
        .hasSize(26);
  }

  @Test
  void stripTellsTheWorstFormOfEveryDay() {
    List<String> lines =
        texts("cases", "administrations").strip(LocalDate.of(2021, 3, 3), DAY.plusDays(1), false);
    assertThat(lines.subList(0, 6))
        .containsExactly(
            "Forms of 2021-03-03 to 2021-03-11 as known to the night of 2021-03-10: cases,"
                + " administrations",
            "                                     000000011",
            "     region                          345678901",
            "PIE  Piedmont                         .....0.",
            "VDA  Aosta Valley                     ....###",
            "LOM  Lombardy                         ......+");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(". in time   0 zeros   + late   # missing   (blank) nothing due");
    assertThat(texts("administrations").strip(LocalDate.of(2021, 3, 8), DAY, false).get(4))
        .isEqualTo("VDA  Aosta Valley                    ...");
  }

  @Test
  void colourStandsOnlyRoundCells() {
    assertThat(texts("cases").strip(LocalDate.of(2021, 3, 9), DAY.plusDays(1), true).get(5))
        .isEqualTo("LOM  Lombardy                        \u001B[34m.\u001B[0m\u001B[33m+\u001B[0m");
    assertThat(texts("cases").grid(0, true).get(4))
        .isEqualTo("VDA  Aosta Valley                    \u001B[41mmissing 3 d   \u001B[0m");
  }

  @Test
  void sameAsJson() {
    Map<String, Object> grid = texts("cases").gridJson(4);
    assertThat(Json.line(grid))
        .startsWith("{\"findings_hold\":4,\"forms\":[{\"date\":\"2021-03-10\",\"days_missing\":0,")
        .contains(
            "{\"date\":\"2021-03-10\",\"days_missing\":3,\"due\":\"2021-03-10T17:30:00Z\","
                + "\"form\":\"cases\",\"hours_late\":null,\"mark\":\"missing\","
                + "\"received_at\":null,\"region\":\"VDA\",\"rows_accepted\":null,\"told_by_others\":false,"
                + "\"volume_ratio\":null,\"volume_unusual\":false,\"zero_reported\":null}",
            "{\"date\":\"2021-03-10\",\"days_missing\":0,\"due\":\"2021-03-10T17:30:00Z\","
                + "\"form\":\"cases\",\"hours_late\":2.08,\"mark\":\"late\","
                + "\"received_at\":\"2021-03-10T19:35:00Z\",\"region\":\"LOM\",\"rows_accepted\":3,\"told_by_others\":false,"
                + "\"volume_ratio\":0.3,\"volume_unusual\":true,\"zero_reported\":true}")
        .endsWith("\"report_date\":\"2021-03-10\",\"status\":\"provisional\"}");
    assertThat(Json.line(texts("cases").stripJson(DAY, DAY)))
        .contains("{\"date\":\"2021-03-10\",\"mark\":\"in_time\",\"region\":\"PIE\"}")
        .contains("\"forms\":[\"cases\"],\"from\":\"2021-03-10\"");
  }

  @Test
  void daysThatMakeNoStripAreRefused() {
    assertThat(refusal("--month", "2021-02", "--from", "2021-02-01"))
        .startsWith("sitrep: --month does not go together with --from and --to\n");
    assertThat(refusal("--to", "2021-02-01")).startsWith("sitrep: --to wants --from before it\n");
    assertThat(refusal("--from", "2021-02-02", "--to", "2021-02-01"))
        .startsWith("sitrep: --to wants a day not before --from and at most a year after it\n");
    assertThat(refusal("--form", "delivery"))
        .startsWith(
            "sitrep: --form delivery is not a form that regions owe; known: [cases,"
                + " administrations]\n");
  }

  private static String refusal(String... arguments) {
    List<String> all = new ArrayList<>(List.of("status", "--conf", "conf/italy"));
    all.addAll(List.of(arguments));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertThat(Sitrep.run(all.toArray(String[]::new), Clock.systemUTC(), stream, stream))
        .isEqualTo(2);
    return err.toString(StandardCharsets.UTF_8);
  }
}
