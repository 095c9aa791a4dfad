package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoTest {
  private final List<String> asked = new ArrayList<>();
  private final Memo<Integer> lengths = new Memo<>();

  private int length(String text) {
    return lengths.of(
        text,
        t -> {
          asked.add(t);
          return t.length();
        });
  }

  @Test
  void isAskedOnceAboutEachText() {
    assertThat(List.of(length("Алматы"), length("Шымкент"), length("Алматы")))
        .containsExactly(6, 7, 6);
    assertThat(asked).containsExactly("Алматы", "Шымкент");
  }

  @Test
  void remembersNoMoreThanSoMany() {
    for (int i = 0; i < 10_001; i++) {
      length("name " + i);
    }
    asked.clear();

    assertThat(length("name 0")).isEqualTo(6);
    assertThat(length("name 10000")).isEqualTo(10);
    assertThat(asked).containsExactly("name 10000");
  }
}
