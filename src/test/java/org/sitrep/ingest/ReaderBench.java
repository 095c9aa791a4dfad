package org.sitrep.ingest;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.SAXParserFactory;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Our reader beside the libraries one would take otherwise, and beside the floor, which is
 * unpacking alone: every cell, typed, with its address. Run by {@code jobs/bench/reader.sh}, not as
 * a test.
 */
final class ReaderBench {
  /** One way to read a workbook. */
  interface Reader {
    String name();

    /** Reads all of it; the sum over all cells keeps the work from being left out. */
    long read(Path file) throws Exception;
  }

  private static final Limits LIMITS =
      new Limits(1L << 32, 1L << 34, 1_000, 10_000, 100_000_000, 32_767);
  private static final List<String> LANGUAGES = List.of("kk", "ru", "en");
  private static final int SMALL_FILES = 200;
  private static final int SMALL_ROWS = 40;
  private static final int BIG_ROWS = 1_000_000;
  private static final int COLUMNS = 12;

  /** The clock of a process is coarse: small files are read so often in one go. */
  private static final int SMALL_TIMES = 5;

  private ReaderBench() {}

  /** {@code generate DIR} | {@code compare DIR ROUNDS} | {@code read READER FILE}. */
  public static void main(String[] args) throws Exception {
    List<Reader> readers = new ArrayList<>(List.of(new Floor(), new Ours(), new PoiSax()));
    try {
      readers.add(
          (Reader)
              Class.forName("org.sitrep.ingest.FastexcelPeer")
                  .getDeclaredConstructor()
                  .newInstance());
    } catch (ClassNotFoundException e) {
      System.err.println("without fastexcel-reader: it is not on the class path");
    }
    switch (args[0]) {
      case "generate" -> generate(Path.of(args[1]));
      case "compare" -> compare(readers, Path.of(args[1]), Integer.parseInt(args[2]));
      default -> {
        for (Reader reader : readers) {
          if (reader.name().equals(args[1])) {
            System.out.println(reader.read(Path.of(args[2])));
          }
        }
      }
    }
  }

  static long mixed(long row, long column, long value) {
    long z = (row << 14 | column) * 0x9E3779B97F4A7C15L ^ value;
    return (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
  }

  // ---- inputs

  private static void generate(Path folder) throws IOException {
    Path big = folder.resolve("big.xlsx");
    if (!Files.exists(big)) {
      Files.createDirectories(folder.resolve("small"));
      for (int i = 0; i < SMALL_FILES; i++) {
        workbook(folder.resolve(String.format(Locale.ROOT, "small/%03d.xlsx", i)), SMALL_ROWS, i);
      }
      Path part = folder.resolve("big.part");
      workbook(part, BIG_ROWS, SMALL_FILES);
      Files.move(part, big);
    }
  }

  /** A line list: shared texts, dates, whole numbers, decimals. */
  private static void workbook(Path file, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "Sitrep", "1.0")) {
      Worksheet sheet = book.newWorksheet("Форма 1");
      for (int column = 0; column < COLUMNS; column++) {
        sheet.value(0, column, "Көрсеткіш " + column);
      }
      for (int row = 1; row < rows; row++) {
        sheet.value(row, 0, "Область № " + random.nextInt(17));
        sheet.value(row, 1, "Район " + random.nextInt(200));
        sheet.value(row, 2, 44_000 + random.nextInt(400));
        sheet.style(row, 2).format("dd.mm.yyyy").set();
        sheet.value(row, 3, "Поликлиника " + random.nextInt(2_000));
        for (int column = 4; column < COLUMNS - 2; column++) {
          sheet.value(row, column, random.nextInt(100_000));
        }
        sheet.value(row, COLUMNS - 2, random.nextInt(100_000) / 100.0);
        sheet.value(row, COLUMNS - 1, random.nextDouble());
        if (row % 1_000 == 0) {
          sheet.flush();
        }
      }
      sheet.finish();
    }
  }

  // ---- comparing

  private static void compare(List<Reader> readers, Path folder, int rounds) throws Exception {
    List<Path> small = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("small"))) {
      List<Path> once = files.sorted().toList();
      for (int i = 0; i < SMALL_TIMES; i++) {
        small.addAll(once);
      }
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf("%-16s %-18s %10s %8s%n", "work", "reader", "CPU ms", "ratio");
    print(out, "1,000,000 x 12", medians(readers, List.of(folder.resolve("big.xlsx")), rounds), 1);
    print(out, "200 small", medians(readers, small, rounds * 3), SMALL_TIMES);
  }

  private static void print(PrintStream out, String work, Map<String, Double> medians, int times) {
    double floor = medians.values().iterator().next();
    medians.forEach(
        (reader, millis) ->
            out.printf(
                Locale.ROOT,
                "%-16s %-18s %10.0f %8.2f%n",
                work,
                reader,
                millis / times,
                millis / floor));
  }

  /** Milliseconds of CPU of this process, garbage collection included; readers take turns. */
  private static Map<String, Double> medians(List<Reader> readers, List<Path> files, int rounds)
      throws Exception {
    double[][] times = new double[readers.size()][rounds];
    for (int round = -2; round < rounds; round++) {
      for (int i = 0; i < readers.size(); i++) {
        long before = cpu();
        for (Path file : files) {
          readers.get(i).read(file);
        }
        if (round >= 0) {
          times[i][round] = (cpu() - before) / 1e6;
        }
      }
    }
    Map<String, Double> out = new LinkedHashMap<>();
    for (int i = 0; i < readers.size(); i++) {
      Arrays.sort(times[i]);
      out.put(readers.get(i).name(), times[i][rounds / 2]);
    }
    return out;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  // ---- readers

  private static final class Floor implements Reader {
    @Override
    public String name() {
      return "inflate";
    }

    @Override
    public long read(Path file) throws IOException {
      byte[] block = new byte[1 << 16];
      long total = 0;
      try (ZipFile zip = new ZipFile(file.toFile())) {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
          try (InputStream in = zip.getInputStream(all.nextElement())) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
              total += n;
            }
          }
        }
      }
      return total;
    }
  }

  private static final class Ours implements Reader {
    @Override
    public String name() {
      return "sitrep";
    }

    @Override
    public long read(Path file) throws IOException {
      long sum = 0;
      try (FileReader reader =
          FileReader.open(Content.file(file), "a.xlsx", LIMITS, LANGUAGES, null)) {
        for (SheetRow row = reader.next(); row != null; row = reader.next()) {
          for (Cell cell : row.cells()) {
            Double number = cell.number();
            sum +=
                mixed(
                    row.row(),
                    cell.column(),
                    number == null ? cell.text().hashCode() : Double.doubleToLongBits(number));
          }
        }
        if (reader.outcome().refused()) {
          throw new IllegalStateException(reader.outcome().notes().toString());
        }
      }
      return sum;
    }
  }

  /** The events of POI with typed cells, as its guide shows it. */
  private static final class PoiSax implements Reader {
    @Override
    public String name() {
      return "poi-sax";
    }

    @Override
    public long read(Path file) throws Exception {
      try (OPCPackage container = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
        XSSFReader reader = new XSSFReader(container);
        ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(container);
        boolean[] dates = dates(reader.getStylesTable());
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        long sum = 0;
        for (Iterator<InputStream> sheets = reader.getSheetsData(); sheets.hasNext(); ) {
          try (InputStream in = sheets.next()) {
            Handler handler = new Handler(strings, dates);
            factory.newSAXParser().parse(new InputSource(in), handler);
            sum += handler.sum;
          }
        }
        return sum;
      }
    }

    private static boolean[] dates(StylesTable styles) {
      boolean[] out = new boolean[styles.getNumCellStyles()];
      for (int i = 0; i < out.length; i++) {
        XSSFCellStyle style = styles.getStyleAt(i);
        out[i] = DateUtil.isADateFormat(style.getDataFormat(), style.getDataFormatString());
      }
      return out;
    }
  }

  private static final class Handler extends DefaultHandler {
    private final ReadOnlySharedStringsTable strings;
    private final boolean[] dates;
    private final StringBuilder text = new StringBuilder();
    private boolean within;
    private @Nullable String type;
    private int style;
    private int row;
    private int column;
    private long sum;

    Handler(ReadOnlySharedStringsTable strings, boolean[] dates) {
      this.strings = strings;
      this.dates = dates;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      switch (name) {
        case "row" -> row = Integer.parseInt(attributes.getValue("r"));
        case "c" -> {
          column = Spans.place(attributes.getValue("r"))[1];
          type = attributes.getValue("t");
          String s = attributes.getValue("s");
          style = s == null ? 0 : Integer.parseInt(s);
        }
        case "v", "t" -> {
          text.setLength(0);
          within = true;
        }
        default -> {}
      }
    }

    @Override
    public void characters(char[] letters, int start, int length) {
      if (within) {
        text.append(letters, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      if (!name.equals("v") && !name.equals("t")) {
        return;
      }
      within = false;
      long value;
      if ("s".equals(type)) {
        value = strings.getItemAt(Integer.parseInt(text.toString())).getString().hashCode();
      } else if (type == null || type.equals("n")) {
        boolean date = style < dates.length && dates[style];
        value = Double.doubleToLongBits(Double.parseDouble(text.toString())) + (date ? 1 : 0);
      } else {
        value = text.toString().hashCode();
      }
      sum += mixed(row, column, value);
    }
  }
}
