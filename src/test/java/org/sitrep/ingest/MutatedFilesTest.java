package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file on its way, it is read or it is one finding. */
final class MutatedFilesTest {
  private static final long SEED = 20210215;

  @TempDir Path folder;

  @Test
  void damageIsNeverAnException() {
    Random random = new Random(SEED);
    Map<String, byte[]> files =
        Map.of(
            "a.xlsx", Fixtures.workbook(new XSSFWorkbook()),
            "b.xls", Fixtures.workbook(new HSSFWorkbook()),
            "c.csv", "a;\"b\"\nя;2\n".getBytes(StandardCharsets.UTF_8));
    for (String name : List.of("a.xlsx", "b.xls", "c.csv")) {
      for (int i = 0; i < 150; i++) {
        byte[] damaged = damaged(files.get(name), random);
        assertThatCode(() -> check(name, damaged))
            .as("%s, case %d of seed %d", name, i, SEED)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void damageWithinTheXmlIsNeverAnException() {
    Random random = new Random(SEED);
    String sheet =
        "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>44242</v></c>"
            + "<c r='C1'><f>A1</f><v>2</v></c></row></sheetData>"
            + "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>";
    for (int i = 0; i < 150; i++) {
      byte[] xml = damaged(sheet.getBytes(StandardCharsets.UTF_8), random);
      byte[] file = Fixtures.xlsx(new String(xml, StandardCharsets.ISO_8859_1));
      assertThatCode(() -> check("a.xlsx", file))
          .as("case %d of seed %d", i, SEED)
          .doesNotThrowAnyException();
    }
  }

  private void check(String name, byte[] content) {
    Fixtures.Result result = Fixtures.read(folder, name, content);
    if (result.outcome().refused()) {
      assertThat(result.outcome().notes()).isNotEmpty();
      assertThat(result.outcome().rows()).isZero();
    } else {
      assertThat(result.rows()).hasSize((int) result.outcome().rows()).isNotEmpty();
    }
  }

  private static byte[] damaged(byte[] file, Random random) {
    byte[] out = file.clone();
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(out, random.nextInt(out.length) + 1);
    }
    int bytes = 1 + random.nextInt(8);
    for (int i = 0; i < bytes; i++) {
      out[random.nextInt(out.length)] = (byte) random.nextInt(256);
    }
    return out;
  }
}
