package io.github.dualstream.sample;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium.
 */
final class Browser implements AutoCloseable {

	static final String CHROMIUM = "/usr/bin/chromium";

	static final String CHROMEDRIVER = "/usr/bin/chromedriver";

	private final ChromeDriver driver;

	Browser(Path profile) {
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM)
			.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--disable-dev-shm-usage", "--user-data-dir=" + profile);
		options.setCapability("goog:loggingPrefs", logging);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(new File(CHROMEDRIVER)).build(), options);
		this.driver.manage().window().setSize(new Dimension(1440, 900));
	}

	static boolean isInstalled() {
		return Files.isExecutable(Path.of(CHROMIUM)) && Files.isExecutable(Path.of(CHROMEDRIVER));
	}

	void open(String url) {
		this.driver.get(url);
	}

	void becomePhone() {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 360, "height", 740, "deviceScaleFactor", 1, "mobile", true));
	}

	void click(String selector) {
		this.driver.findElement(By.cssSelector(selector)).click();
	}

	void type(String selector, String text) {
		this.driver.findElement(By.cssSelector(selector)).clear();
		this.driver.findElement(By.cssSelector(selector)).sendKeys(text);
	}

	/** Set the value of a field, as its user does. */
	void choose(String selector, String value) {
		this.driver.executeScript("""
				const field = document.querySelector(arguments[0]);
				field.value = arguments[1];
				field.dispatchEvent(new Event('input'));
				field.dispatchEvent(new Event('change'));
				""", selector, value);
	}

	String url() {
		return this.driver.getCurrentUrl();
	}

	String title() {
		return this.driver.getTitle();
	}

	int count(String selector) {
		return this.driver.findElements(By.cssSelector(selector)).size();
	}

	/** In one step, as the page may change meanwhile. */
	String text(String selector) {
		return String.valueOf(evaluate("document.querySelector(arguments[0])?.innerText", selector));
	}

	@SuppressWarnings("unchecked")
	List<String> texts(String selector) {
		return (List<String>) evaluate(
				"[...document.querySelectorAll(arguments[0])].map((element) => element.innerText.replace(/\\s+/g, ' '))",
				selector);
	}

	@SuppressWarnings("unchecked")
	List<String> values(String selector, String attribute) {
		return (List<String>) evaluate(
				"[...document.querySelectorAll(arguments[0])].map((element) => element.getAttribute(arguments[1]))",
				selector, attribute);
	}

	Object evaluate(String expression, Object... arguments) {
		return this.driver.executeScript("return " + expression, arguments);
	}

	/** Errors and warnings, such as violations of the content security policy. */
	List<LogEntry> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll();
	}

	void screenshot(String name) throws Exception {
		Path file = Path.of("target", "screenshots", name + ".png");
		Files.createDirectories(file.getParent());
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
