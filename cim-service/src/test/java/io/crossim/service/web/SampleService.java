package io.crossim.service.web;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** A service with nothing of its own but the sample calls. */
@EnableAutoConfiguration
@Import(SampleController.class)
class SampleService {}
