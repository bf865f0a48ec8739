;(() => {
  const film = document.getElementById("film")
  const said = document.getElementById("said")
  const wait = document.getElementById("wait")
  const slow = document.getElementById("slow")
  const shapes = [...document.querySelectorAll("#shown > g")]
  const items = [...document.querySelectorAll(".notes li")]
  const SLOW = 0.5
  const SAME_S = 0.04 // a picture of the film lasts longer than this
  const at = (node) => Number(node.dataset.at)
  const isShown = (node, now) => now >= at(node) - SAME_S && now < Number(node.dataset.end)
  const waited = new Set()
  let text = null

  const content = document.getElementById("content")
  if (content) {
    // A film as a blob can be sought in everywhere; as a long address of its own some phones do not play it.
    const letters = atob(content.textContent)
    const bytes = new Uint8Array(letters.length)
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i)
    content.remove()
    film.src = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }))
  }
  film.addEventListener("error", () => (document.getElementById("unplayable").hidden = false))

  const follow = () => {
    const now = film.currentTime
    for (const shape of shapes) shape.setAttribute("visibility", isShown(shape, now) ? "visible" : "hidden")
    const current = items.filter((item) => isShown(item, now))
    for (const item of items) item.toggleAttribute("aria-current", current.includes(item))
    const words = current.map((item) => item.querySelector(".text").textContent).join("\n")
    if (words !== text) said.textContent = text = words
    if (film.paused || film.seeking || !wait.checked) return
    const fresh = current.find((item) => !waited.has(item))
    if (!fresh) return
    waited.add(fresh)
    film.pause()
  }
  const tick = () => {
    follow()
    if (!film.paused) requestAnimationFrame(tick)
  }
  film.addEventListener("play", () => requestAnimationFrame(tick))
  film.addEventListener("seeking", () => {
    for (const item of items) if (at(item) > film.currentTime) waited.delete(item)
  })
  for (const name of ["seeked", "timeupdate", "pause", "loadeddata"]) film.addEventListener(name, follow)
  slow.addEventListener("change", () => (film.playbackRate = slow.checked ? SLOW : 1))
  for (const item of items)
    item.querySelector(".go").addEventListener("click", () => {
      waited.add(item)
      film.pause()
      film.currentTime = at(item)
      document.querySelector(".picture").scrollIntoView({ block: "nearest" })
    })
})()
