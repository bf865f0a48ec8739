// Shows an SVG of the coach's own drawing; called again on every rerun.

export default function ({ parentElement, data }) {
  const figure = parentElement.querySelector(".figure")
  figure.setAttribute("aria-label", data.alt)
  figure.style.maxWidth = `${data.maxWidth}px`
  if (figure.dataset.shown === data.svg) return
  figure.dataset.shown = data.svg
  figure.innerHTML = data.svg
}
