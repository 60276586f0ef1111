package io.github.dualstream.test.docs;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Application with the beans of the snippets.
 */
@SpringBootApplication
class SnippetApplication {

}
