package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {
  private final ReadingOrder order = new ReadingOrder();

  private boolean begins(String submission, int sheet, int row) {
    return order.begins(UTF8String.fromString(submission), sheet, row);
  }

  @Test
  void tellsWhereASubmissionBegins() {
    assertThat(begins("b", 0, 1)).isTrue();
    assertThat(begins("b", 0, 3)).isFalse();
    assertThat(begins("b", 1, 1)).isFalse();
    assertThat(begins("a", 0, 2)).isTrue();
    assertThat(order.submissions()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void rowsOfASheetMustRise() {
    begins("a", 0, 5);

    assertThatThrownBy(() -> begins("a", 0, 5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read submission a: its rows are not in order at row 5");
  }

  @Test
  void sheetsMustRise() {
    begins("a", 1, 5);

    assertThatThrownBy(() -> begins("a", 0, 6)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSubmissionMustNotGoOnBehindAnother() {
    begins("a", 0, 1);
    begins("b", 0, 1);

    assertThatThrownBy(() -> begins("a", 0, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("submission a");
  }
}
