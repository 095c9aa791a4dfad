package org.sitrep;

/** How a night, or the part of it that was asked for, ended. */
enum NightOutcome {
  /** Everything asked for was done. */
  DONE(0),
  /** It was done before and nothing has changed since. */
  NOTHING_TO_DO(0),
  /** It waits for a person, or for a stage that has not run. */
  HELD(3);

  private final int exitCode;

  NightOutcome(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
