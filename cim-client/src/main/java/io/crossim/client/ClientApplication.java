package io.crossim.client;

import io.crossim.client.history.History;
import io.crossim.client.screen.Device;
import io.crossim.client.screen.Devices;
import io.crossim.client.screen.Screen;
import io.crossim.client.session.ConsoleSession;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The console. It goes without Spring's auto-configuration, of which it would need nothing: a
 * person waits for the start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(ClientProperties.class)
public class ClientApplication {

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.main.log-startup-info", false,
          "logging.threshold.console", "OFF",
          "logging.level.root", "WARN");

  /** Ends with 0 when the user quits and with 1 when there is nothing to log in to. */
  public static void main(String[] args) {
    Device device = Devices.open(() -> System.exit(0));
    System.exit(run(device, args));
  }

  /**
   * Runs a console until it ends.
   *
   * @param more configurations that add beans, such as a {@link io.crossim.client.bot.Bot}
   * @return the exit code
   */
  public static int run(Device device, String[] args, Class<?>... more) {
    try (device;
        ConfigurableApplicationContext context = application(device, more).run(args)) {
      return run(context);
    } catch (RuntimeException e) {
      device.complain(StartFailure.sentence(e));
      return 1;
    }
  }

  private static int run(ConfigurableApplicationContext context) {
    LogFile.failInSilence();
    try {
      boolean listen = context.getBean(ClientProperties.class).console().listen();
      context.getBean(ConsoleSession.class).run(listen);
    } catch (RuntimeException e) {
      // Ctrl-C and TERM close the context under a session that still waits for its login.
      if (!context.isClosed()) {
        throw e;
      }
    }
    return 0;
  }

  private static SpringApplication application(Device device, Class<?>... more) {
    Class<?>[] sources =
        Stream.concat(Stream.of(ClientApplication.class), Stream.of(more)).toArray(Class<?>[]::new);
    SpringApplication application = new SpringApplication(sources);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLazyInitialization(true);
    application.setDefaultProperties(DEFAULTS);
    application.addListeners(new LogFile(), new PropertyNames());
    application.addInitializers(
        context -> ((GenericApplicationContext) context).registerBean(Device.class, () -> device));
    return application;
  }

  @Bean
  Clock clock() {
    return Clock.system(ZoneId.systemDefault());
  }

  @Bean
  History history(ClientProperties properties, Clock clock, Screen screen) {
    return new History(properties.msg().logger().directory(), clock, screen::error);
  }
}
