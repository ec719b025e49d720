"""selenium_python.py PORT KEY SITE: Selenium for Python, as this machine has it."""
import json
import sys

import selenium
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

port, key, site = sys.argv[1:4]
options = webdriver.ChromeOptions()
options.set_capability("browserVersion", "latest")
options.set_capability("platformName", "Windows 10")
options.set_capability("sauce:options", {"name": "verify", "extendedDebugging": True, "capturePerformance": True})
driver = webdriver.Remote(f"http://demo:{key}@127.0.0.1:{port}/wd/hub", options=options)
session = driver.session_id


def find(css):
    return driver.find_element(By.CSS_SELECTOR, css)


def same(actual, wanted):
    assert actual == wanted, f"{actual!r} is not {wanted!r}"


def types():
    find("#query").send_keys("senchas", Keys.BACK_SPACE)
    same(find("#query").get_attribute("value"), "sencha")


def chooses():
    Select(find("#kind")).select_by_visible_text("Green")
    same(find("#kind").get_attribute("value"), "green")


def ticks():
    find("#sale").click()
    same(find("#sale").is_selected(), True)


def waits():
    find("#later").click()
    WebDriverWait(driver, 5).until(expected.text_to_be_present_in_element((By.ID, "state"), "ready"))


def dialog():
    find("#warn").click()
    same(driver.switch_to.alert.text, "Sure?")
    driver.switch_to.alert.accept()
    same(driver.execute_script("return window.sure"), True)


def frame():
    driver.switch_to.frame("inner")
    same(find("#within").text, "within the frame")
    driver.switch_to.default_content()


def cookie():
    driver.add_cookie({"name": "taste", "value": "mild"})
    same(driver.get_cookie("taste")["value"], "mild")


def actions():
    ActionChains(driver).move_to_element(find("#query")).click().send_keys(Keys.END, "!", Keys.BACK_SPACE).perform()
    same(find("#query").get_attribute("value"), "sencha")


def window():
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    driver.get(f"{site}/about")
    same(driver.title, "About")
    driver.close()
    driver.switch_to.window(first)


def form():
    find("#go").click()
    WebDriverWait(driver, 3).until(expected.url_contains("/found?q=sencha&kind=green&sale=yes"))
    same(len(driver.find_elements(By.CSS_SELECTOR, ".item")), 2)


steps = [
    ("opens the page", lambda: driver.get(f"{site}/")),
    ("reads the title", lambda: same(driver.title, "Tea shop")),
    ("finds by id", lambda: same(driver.find_element(By.ID, "greeting").tag_name, "h1")),
    ("reads the greeting", lambda: same(driver.find_element(By.CLASS_NAME, "title").text, "Welcome")),
    ("finds by name", lambda: same(driver.find_element(By.NAME, "q").get_attribute("id"), "query")),
    ("finds by xpath", lambda: same(len(driver.find_elements(By.XPATH, "//select/option")), 2)),
    ("finds by the text of a link", lambda: same(driver.find_element(By.LINK_TEXT, "About us").get_attribute("href"), f"{site}/about")),
    ("finds by a part of it", lambda: same(driver.find_element(By.PARTIAL_LINK_TEXT, "About").is_displayed(), True)),
    ("sees what is hidden", lambda: same(find("#hidden").is_displayed(), False)),
    ("reads a style", lambda: same(find("#hidden").value_of_css_property("display"), "none")),
    ("types", types),
    ("chooses", chooses),
    ("ticks", ticks),
    ("runs a script", lambda: same(driver.execute_script("return arguments[0].id", find("#query")), "query")),
    ("runs one that waits", lambda: same(
        driver.execute_async_script("const done = arguments[0]; setTimeout(() => done('late'), 200)"), "late")),
    ("waits for what a page does later", waits),
    ("answers a dialog", dialog),
    ("looks into a frame", frame),
    ("keeps a cookie", cookie),
    ("moves the mouse and presses keys", actions),
    ("takes a picture", lambda: same(driver.get_screenshot_as_base64()[:11], "iVBORw0KGgo")),
    ("opens a window", window),
    ("sends the form", form),
]
passed, failed, error = [], None, None
for name, does in steps:
    try:
        does()
    except Exception as thrown:  # whatever it is, the step has failed
        failed, error = name, str(thrown)[:500]
        break
    passed.append(name)
driver.execute_script(f"sauce:job-result={'passed' if failed is None else 'failed'}")
driver.quit()
print(json.dumps({"client": f"selenium {selenium.__version__} (Python)", "session": session,
                  "passed": passed, "failed": failed, "error": error}))
