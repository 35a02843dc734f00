"""What makes a page hard to use for some: what a script can tell of it (WCAG 2.2)."""

from support.chromium import Chromium

# The contrast is that of each text with the nearest opaque background, mixed from the outside in. Large text, from 24 px
# or bold from 18.66 px on, gets by with less.
SCRIPT = """
const faults = [];

const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
function rgba(color) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}
const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
function background(element) {
  if (!element) return [255, 255, 255];
  return over(rgba(getComputedStyle(element).backgroundColor), background(element.parentElement));
}
function luminance(color) {
  const [r, g, b] = color.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one, other) {
  const pair = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}
const visible = [...document.body.querySelectorAll("*")].filter(element => element.checkVisibility());
for (const element of visible) {
  const text = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join(" ").trim();
  if (!text) continue;
  const style = getComputedStyle(element), behind = background(element);
  const ratio = contrast(over(rgba(style.color), behind), behind), size = parseFloat(style.fontSize);
  const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
  if (ratio < wanted) faults.push(`contrast of ${ratio.toFixed(2)}: ${text}`);
}

for (const field of visible.filter(e => e.matches("input:not([type=hidden], [type=radio], [type=checkbox])"))) {
  const behind = background(field.parentElement);
  const ratio = contrast(over(rgba(getComputedStyle(field).borderTopColor), behind), behind);
  if (ratio < 3) faults.push(`border with a contrast of ${ratio.toFixed(2)}: ${field.name}`);
}
for (const control of visible.filter(e => e.matches("input:not([type=hidden]), select, textarea, button, a[href]"))) {
  const labels = [...control.labels ?? []].map(label => label.innerText);
  const pictures = [...control.querySelectorAll("img")].map(image => image.alt);
  const names = [control.ariaLabel, control.title, ...labels, control.innerText, ...pictures];
  if (!names.some(name => name?.trim())) faults.push(`without a name: ${control.outerHTML}`);
  if (control.tabIndex !== 0) faults.push(`not in the order of the page: ${control.outerHTML}`);
}
for (const image of document.images) {
  if (!image.hasAttribute("alt")) faults.push(`without a text in its place: ${image.outerHTML.slice(0, 80)}`);
}
const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
faults.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `twice there: #${id}`));
for (const element of document.querySelectorAll("[aria-describedby]")) {
  const lost = element.getAttribute("aria-describedby").split(" ").filter(id => !ids.includes(id));
  faults.push(...lost.map(id => `described by what is not there: #${id}`));
}
if (document.querySelectorAll("h1").length !== 1) faults.push("not one heading of the first level");
if (document.querySelectorAll("main").length !== 1) faults.push("not one main part");
if (!document.documentElement.lang) faults.push("in no language");
return faults;
"""


def accessibility_faults(browser: Chromium) -> list[str]:
    return browser.driver.execute_script(SCRIPT)
