package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileAccountsTest {
  private static Map<String, Object> sheet(
      String submission, long read, long accepted, long held, long rejected) {
    return Map.of(
        "submission_id",
        submission,
        "rows_read",
        read,
        "rows_accepted",
        accepted,
        "rows_held",
        held,
        "rows_rejected",
        rejected);
  }

  @Test
  void sheetsOfAFileAreAddedUp() {
    assertThat(
            FileAccounts.of(
                List.of(sheet("a", 5, 3, 1, 1), sheet("b", 2, 2, 0, 0), sheet("a", 4, 4, 0, 0))))
        .containsExactly(sheet("a", 9, 7, 1, 1), sheet("b", 2, 2, 0, 0));
  }

  @Test
  void aRowThatNobodyAccountsForStopsTheNight() {
    assertThatThrownBy(() -> FileAccounts.of(List.of(sheet("a", 5, 3, 1, 0))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot account for every row of a file: ")
        .hasMessageContaining("rows_read=5");
  }
}
