// Two points on a still picture: neck and tail. The outline follows them; its points can be dragged, or moved with the arrow keys.

const instances = new WeakMap();
const SVG = "http://www.w3.org/2000/svg";
const HANDLE_PX = 12; // what is seen
const TOUCH_PX = 26; // what a finger hits
const ROOM_FOR_NAMES_PX = 240; // a shorter back has no room for the names of its zones
const CORNERS = ["left_shoulder", "right_shoulder", "right_hip", "left_hip"];

const draw = (tag, attributes) => {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};

/** The homography that takes four points (u, v) to four points (x, y), as a function. */
function project(from, to) {
  const rows = [];
  from.forEach(([u, v], i) => {
    const [x, y] = to[i];
    rows.push([u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y]);
  });
  for (let k = 0; k < 8; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    if (Math.abs(rows[k][k]) < 1e-12) return null;
    for (let i = 0; i < 8; i++) {
      if (i === k) continue;
      const share = rows[i][k] / rows[k][k];
      for (let j = k; j < 9; j++) rows[i][j] -= share * rows[k][j];
    }
  }
  const h = rows.map((row, k) => row[8] / row[k]);
  return ([u, v]) => {
    const w = h[6] * u + h[7] * v + 1;
    return [(h[0] * u + h[1] * v + h[2]) / w, (h[3] * u + h[4] * v + h[5]) / w];
  };
}

/** The similarity that takes (0, 0) to one point and (0, 1) to another, as a function; u goes to the receiver's right. */
function between(neck, tail) {
  const [dx, dy] = [tail[0] - neck[0], tail[1] - neck[1]];
  return ([u, v]) => [neck[0] + v * dx + u * dy, neck[1] + v * dy - u * dx];
}

class Picker {
  constructor(root) {
    this.root = root;
    root.innerHTML =
      '<p class="prompt" role="status"></p><div class="frame"><img alt=""><svg></svg></div><div class="buttons"></div>';
    this.prompt = root.querySelector(".prompt");
    this.frame = root.querySelector(".frame");
    this.image = root.querySelector("img");
    this.svg = root.querySelector("svg");
    this.buttons = root.querySelector(".buttons");
    this.points = {};
    this.svg.onclick = (event) => this.place(event);
    new ResizeObserver(() => this.redraw()).observe(this.frame);
  }

  show(data, send) {
    this.data = data;
    this.send = send;
    if (this.image.getAttribute("src") !== data.url) {
      this.image.setAttribute("src", data.url);
      this.image.alt = data.words.picture;
    }
    this.svg.setAttribute("viewBox", `0 0 ${data.width} ${data.height}`);
    if (!this.filled) {
      this.filled = true;
      if (data.back) this.points = this.toPixels(data.back);
    }
    this.redraw();
  }

  toPixels(back) {
    const pixel = ([x, y]) => [x * this.data.width, y * this.data.height];
    const points = { neck: pixel(back.neck), tail: pixel(back.tail) };
    (back.corners ?? []).forEach((corner, i) => (points[CORNERS[i]] = pixel(corner)));
    return points;
  }

  commit() {
    const share = ([x, y]) => [x / this.data.width, y / this.data.height];
    const { neck, tail } = this.points;
    const done = neck && tail;
    const corners = this.points.left_shoulder ? CORNERS.map((name) => share(this.points[name])) : null;
    this.send(done ? { neck: share(neck), tail: share(tail), corners } : {});
    this.redraw();
  }

  place(event) {
    if (this.points.neck && this.points.tail) return;
    const at = this.locate(event);
    if (!this.points.neck) this.points.neck = at;
    else if (Math.hypot(at[0] - this.points.neck[0], at[1] - this.points.neck[1]) > this.perPixel() * HANDLE_PX) {
      this.points.tail = at;
    }
    this.commit();
  }

  locate(event) {
    const box = this.svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * this.data.width;
    const y = ((event.clientY - box.top) / box.height) * this.data.height;
    return this.inside([x, y]);
  }

  inside([x, y]) {
    return [Math.min(Math.max(x, 0), this.data.width), Math.min(Math.max(y, 0), this.data.height)];
  }

  perPixel() {
    return this.data.width / Math.max(1, this.svg.getBoundingClientRect().width);
  }

  /** From back coordinates (u right, v down the spine) to pixels. */
  mapping() {
    const { neck, tail } = this.points;
    if (!this.points.left_shoulder) return between(neck, tail);
    // As coach.motion.body does it: the corners' homography, then neck and tail put exactly where they belong.
    const corners = CORNERS.map((name) => this.points[name]);
    const [there, back] = [project(this.data.corners, corners), project(corners, this.data.corners)];
    if (!there || !back) return null;
    const straighten = between(back(neck), back(tail));
    return (uv) => there(straighten(uv));
  }

  redraw() {
    if (!this.data) return;
    const { words } = this.data;
    const { neck, tail } = this.points;
    this.prompt.textContent = !neck ? words.ask_neck : !tail ? words.ask_tail : words.fits;
    this.svg.classList.toggle("asking", !(neck && tail));
    const focused = this.root.getRootNode().activeElement?.dataset?.name;
    this.svg.replaceChildren();
    if (neck && tail) this.drawBack();
    for (const name of Object.keys(this.points)) this.drawHandle(name);
    this.drawButtons();
    if (focused) this.svg.querySelector(`[data-name="${focused}"]`)?.focus();
  }

  drawBack() {
    const map = this.mapping();
    if (!map) return;
    const path = (points) => points.map((point, i) => `${i ? "L" : "M"}${map(point).map((n) => n.toFixed(1)).join(" ")}`).join("");
    const thick = this.perPixel();
    const line = (d, className, width) => {
      for (const layer of ["under", "over"]) {
        this.svg.append(draw("path", { d, class: `${className} ${layer}`, "stroke-width": (layer === "under" ? width + 3 : width) * thick }));
      }
    };
    this.svg.append(draw("path", { d: `${path(this.data.outline)}Z`, class: "body" }));
    for (const zone of this.data.zones) {
      if (zone.from > 0) line(path([[-zone.halfWidth, zone.from], [zone.halfWidth, zone.from]]), "zone", 1.5);
      if (this.lengthPx() < ROOM_FOR_NAMES_PX) continue;
      const [x, y] = map([0.19, (zone.from + zone.to) / 2]);
      const label = draw("text", { x, y, class: "label", "font-size": 15 * thick, "stroke-width": 3 * thick });
      label.textContent = zone.name;
      this.svg.append(label);
    }
    line(path([[0, 0], [0, 1]]), "spine", 2);
    line(`${path(this.data.outline)}Z`, "outline", 2.5);
  }

  drawHandle(name) {
    const [x, y] = this.points[name];
    const thick = this.perPixel();
    const handle = draw("g", { class: `handle ${name}`, tabindex: 0, role: "button", "data-name": name, "aria-label": this.data.words[name] });
    handle.append(
      draw("circle", { cx: x, cy: y, r: TOUCH_PX * thick, class: "touch" }),
      draw("circle", { cx: x, cy: y, r: HANDLE_PX * thick, class: "dot", "stroke-width": 3 * thick }),
      draw("circle", { cx: x, cy: y, r: 2.5 * thick, class: "centre" }),
    );
    if (name === "neck" || name === "tail") {
      const at = this.labelPlace(name);
      const label = draw("text", { x: at[0], y: at[1], class: "label", "font-size": 15 * thick, "stroke-width": 3 * thick });
      label.textContent = this.data.words[name];
      handle.append(label);
    }
    handle.onclick = (event) => event.stopPropagation();
    handle.onpointerdown = (event) => this.startDrag(event, name);
    handle.onkeydown = (event) => this.nudge(event, name);
    this.svg.append(handle);
  }

  /** Beyond the end it names, away from the other one, as far as the picture reaches. */
  labelPlace(name) {
    const [x, y] = this.points[name];
    const other = this.points[name === "neck" ? "tail" : "neck"] ?? [x, y + (name === "neck" ? 1 : -1)];
    const [dx, dy] = [x - other[0], y - other[1]];
    const [px, length] = [this.perPixel(), Math.hypot(dx, dy) || 1];
    const [marginX, marginY] = [64 * px, 14 * px];
    const at = [x + (dx / length) * 70 * px, y + (dy / length) * 32 * px];
    const [right, bottom] = [this.data.width - marginX, this.data.height - marginY];
    const clamped = [Math.min(Math.max(at[0], marginX), right), Math.min(Math.max(at[1], marginY), bottom)];
    // Pushed back onto its own handle by the edge of the picture: then it stands above or below.
    const near = Math.hypot(clamped[0] - x, clamped[1] - y) < 40 * px && Math.abs(clamped[1] - y) < 22 * px;
    return near ? [clamped[0], y + (y > this.data.height / 2 ? -30 : 30) * px] : clamped;
  }

  /** Length of the back on the screen. */
  lengthPx() {
    const { neck, tail } = this.points;
    return Math.hypot(tail[0] - neck[0], tail[1] - neck[1]) / this.perPixel();
  }

  startDrag(event, name) {
    event.preventDefault();
    this.svg.setPointerCapture(event.pointerId);
    this.svg.onpointermove = (move) => {
      this.points[name] = this.locate(move);
      this.redraw();
    };
    this.svg.onpointerup = this.svg.onpointercancel = () => {
      this.svg.onpointermove = this.svg.onpointerup = this.svg.onpointercancel = null;
      this.commit();
    };
  }

  nudge(event, name) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const size = (event.shiftKey ? 0.002 : 0.01) * this.data.width;
    const [x, y] = this.points[name];
    this.points[name] = this.inside([x + step[0] * size, y + step[1] * size]);
    this.commit();
  }

  drawButtons() {
    const { words, width, height } = this.data;
    const set = Boolean(this.points.neck && this.points.tail);
    const oblique = Boolean(this.points.left_shoulder);
    const choices = set
      ? [
          [words.turn, () => (this.points = { neck: this.points.tail, tail: this.points.neck })],
          [oblique ? words.straight : words.oblique, () => this.toggleCorners(oblique)],
          [words.again, () => (this.points = {})],
        ]
      : [[words.middle, () => (this.points = { neck: [width / 2, height * 0.12], tail: [width / 2, height * 0.88] })]];
    const labels = choices.map(([label]) => label).join("|");
    if (labels === this.labels) return;
    this.labels = labels;
    this.buttons.replaceChildren(
      ...choices.map(([label, act]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        button.onclick = () => {
          act();
          this.commit();
        };
        return button;
      }),
    );
  }

  toggleCorners(oblique) {
    if (oblique) {
      CORNERS.forEach((name) => delete this.points[name]);
      return;
    }
    const map = this.mapping();
    CORNERS.forEach((name, i) => (this.points[name] = this.inside(map(this.data.corners[i]))));
  }
}

export default function (component) {
  const { parentElement, data, setStateValue } = component;
  let picker = instances.get(parentElement);
  if (!picker) {
    picker = new Picker(parentElement.querySelector(".picker"));
    instances.set(parentElement, picker);
  }
  picker.show(data, (back) => setStateValue("back", back));
  return () => instances.delete(parentElement);
}
