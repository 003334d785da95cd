/**
 * The calls of CIM as controllers of Spring MVC. The same methods answer whether a call comes from
 * the servlet container, or from the front because it is a fast one.
 */
@NullMarked
package io.crossim.service.mvc;

import org.jspecify.annotations.NullMarked;
