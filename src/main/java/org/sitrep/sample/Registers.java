package org.sitrep.sample;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the CSV registers beside {@code sample.properties}. */
final class Registers {
  private Registers() {}

  /** Every row of {@code file}, fields by name of the column. */
  static List<NamedCsvRecord> read(Path file) {
    try (CsvReader<NamedCsvRecord> in = CsvReader.builder().ofNamedCsvRecord(file);
        Stream<NamedCsvRecord> rows = in.stream()) {
      return rows.collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sample register: " + file, e);
    }
  }
}
