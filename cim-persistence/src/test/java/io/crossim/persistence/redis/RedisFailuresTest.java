package io.crossim.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.LogLines;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisFailuresTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private final RedisFailures failures = new RedisFailures(nanoTime::get);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OOM command not allowed when used memory > 'maxmemory'. | Redis is full
          ERR Error running script (call to f_1): @user_script:9: -OOM command not allowed when used | Redis is full
          MISCONF Errors writing to the AOF file: No space left on device | Redis takes no writes: it cannot write its files
          READONLY You can't write against a read only replica. | Redis takes no writes: it is a replica
          NOREPLICAS Not enough good replicas to write. | Redis takes no writes: too few replicas
          WRONGPASS invalid username-password pair | Redis refuses our user name or password
          NOPERM this user has no permissions to run the 'info' command | Redis refuses a command: its user lacks
          LOADING Redis is loading the dataset in memory | Redis is still loading
          ERR anything else | Redis: the call failed
          """)
  void callersGetASentenceAndTheLogTheWordsOnceAMinute(String words, String sentence) {
    try (LogLines log = new LogLines()) {
      for (int i = 0; i < 3; i++) {
        assertThat(failure(words)).startsWith(sentence).doesNotContain(words);
      }
      assertThat(log.warnings(words)).hasSize(1);
      nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
      failure(words);
      assertThat(log.warnings(words)).hasSize(2);
    }
  }

  private String failure(String words) {
    Throwable failure = new CompletionException(new RedisCommandExecutionException(words));
    return failures.of(failure, Duration.ofSeconds(1)).getMessage();
  }
}
