package io.crossim.service.management;

import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.service.http.SampleService;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.actuate.management.HeapDumpWebEndpoint;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application with an endpoint and an indicator of its own. */
@Configuration(proxyBeanMethods = false)
@Import(SampleService.class)
class EndpointsApplication {

  static final CountDownLatch HELD = new CountDownLatch(1);
  static final CountDownLatch RELEASED = new CountDownLatch(1);

  /** The files that heap dumps were written to. */
  static final Queue<File> DUMPS = new ConcurrentLinkedQueue<>();

  @Bean
  HealthIndicator pumpHealthIndicator() {
    return () -> Health.up().withDetail("pressure", 3).build();
  }

  @Bean
  OrdersEndpoint ordersEndpoint() {
    return new OrdersEndpoint();
  }

  @Bean
  HttpExchangeRepository exchanges() {
    return new InMemoryHttpExchangeRepository();
  }

  @Bean
  HeapDumpWebEndpoint heapDumpWebEndpoint() {
    return new HeapDumpWebEndpoint() {
      @Override
      protected HeapDumper createHeapDumper() {
        HeapDumper dumper = super.createHeapDumper();
        return live -> {
          File file = dumper.dumpHeap(live);
          DUMPS.add(file);
          return file;
        };
      }
    };
  }

  /** A value that no mapper can write. */
  static final class Unwritable {
    public String getTotal() {
      throw new IllegalStateException("a secret of the inside");
    }
  }

  @WebEndpoint(id = "orders")
  static class OrdersEndpoint {

    @ReadOperation
    public Object read(
        @Selector String customer,
        @Selector(match = Selector.Match.ALL_REMAINING) String[] rest,
        int most,
        @Nullable List<String> tags) {
      return customer.equals("unwritable")
          ? new Unwritable()
          : customer + Arrays.toString(rest) + most + tags;
    }

    @WriteOperation
    public void write(@Selector String customer, @Nullable String note) throws Exception {
      if (customer.equals("slow")) {
        HELD.countDown();
        RELEASED.await();
      }
      if (note == null) {
        throw new IllegalStateException("a secret of the inside");
      }
    }

    @DeleteOperation
    public WebEndpointResponse<Object> delete(@Selector String customer) {
      return new WebEndpointResponse<>(
          Envelope.failure(ResultCode.INVALID_ARGUMENT, customer + " is packed", null), 409);
    }
  }
}
