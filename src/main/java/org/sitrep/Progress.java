package org.sitrep;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells a person how far the night is: a bar that redraws itself on a terminal, plain lines
 * otherwise (cron mail, Airflow logs).
 */
final class Progress {
  private static final int WIDTH = 24;
  private final PrintStream out;
  private final boolean terminal;
  private final int before;
  private final int whole;
  private int drawn;

  private Progress(PrintStream out, boolean terminal, int before, int whole) {
    this.out = out;
    this.terminal = terminal;
    this.before = before;
    this.whole = whole;
  }

  /** Draws on {@code out} when {@code terminal}, else prints lines. */
  static Progress on(PrintStream out, boolean terminal) {
    return new Progress(out, terminal, 0, 1);
  }

  /**
   * The progress of part {@code part} of {@code parts}: its steps move the bar within that part.
   */
  Progress within(int part, int parts) {
    return new Progress(out, terminal, part, parts);
  }

  /** A step begins: {@code done} of {@code all} steps are behind. */
  void step(int done, int all, String what) {
    if (!terminal) {
      return;
    }
    double share = all == 0 ? 1 : (before + (double) done / all) / whole;
    int filled = (int) (WIDTH * share);
    String line =
        String.format(
            Locale.ROOT,
            "%s%s %3d%%  %s",
            "█".repeat(filled),
            "░".repeat(WIDTH - filled),
            (int) (100 * share),
            what);
    out.print('\r' + line + " ".repeat(Math.max(0, drawn - line.length())));
    out.flush();
    drawn = line.length();
  }

  /** A line that stays. */
  void say(String line) {
    clear();
    out.println(line);
  }

  /** What a step did: a line where there is no bar to show it. */
  void line(String text) {
    if (!terminal) {
      out.println(text);
    }
  }

  /** Removes the bar. */
  void clear() {
    if (terminal && drawn > 0) {
      out.print('\r' + " ".repeat(drawn) + '\r');
      out.flush();
      drawn = 0;
    }
  }
}
