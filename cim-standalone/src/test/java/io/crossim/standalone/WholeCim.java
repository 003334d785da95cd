package io.crossim.standalone;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;

/**
 * Starts a whole CIM for the tests of a class, on free ports and without a send port. The class
 * says where its data lie, in {@code cim.data.directory}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "cim.server.port=0",
      "cim.standalone.send-port=-1",
      "cim.management.port=0",
      "cim.discovery.type=memory",
      "cim.accounts.store=embedded",
      "cim.sessions.store=memory",
      "cim.inbox.store=embedded",
      "cim.security.cluster-secret=" + WholeCim.SECRET
    })
@interface WholeCim {

  String SECRET = "the-secret-of-this-test";

  /** The application. */
  @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
  Class<?>[] value() default CimApplication.class;
}
