package org.sitrep.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Reads workbooks with fastexcel-reader, which only {@code jobs/bench/reader.sh} brings along. */
final class FastexcelPeer implements ReaderBench.Reader {
  @Override
  public String name() {
    return "fastexcel-reader";
  }

  @Override
  public long read(Path file) throws IOException {
    long sum = 0;
    try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
      for (Sheet sheet : book.getSheets().toList()) {
        try (Stream<Row> rows = sheet.openStream()) {
          for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
            sum += sum(all.next());
          }
        }
      }
    }
    return sum;
  }

  private static long sum(Row row) {
    long sum = 0;
    for (Cell cell : row) {
      if (cell != null && cell.getValue() != null) {
        Object value = cell.getValue();
        sum +=
            ReaderBench.mixed(
                cell.getAddress().getRow() + 1,
                cell.getAddress().getColumn() + 1,
                value instanceof BigDecimal number
                    ? Double.doubleToLongBits(number.doubleValue())
                    : value.hashCode());
      }
    }
    return sum;
  }
}
