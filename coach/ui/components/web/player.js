// The video and its findings. State lives per mounted instance, because this function is called again on every rerun.

const instances = new WeakMap();

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

class Player {
  constructor(root) {
    this.video = make("video");
    this.video.controls = true;
    this.video.playsInline = true;
    this.video.preload = "metadata";
    this.noVideo = make("p", "no-video");
    this.ribbon = make("div", "ribbon");
    this.stretches = make("div", "stretches");
    this.marks = make("div", "marks");
    this.head = make("div", "head");
    this.ribbon.append(this.stretches, this.marks, this.head);
    this.ribbon.setAttribute("aria-hidden", "true");
    const stage = make("div", "stage");
    stage.append(this.video, this.noVideo, this.ribbon);
    this.title = make("h2");
    this.list = make("ol");
    this.none = make("p", "none");
    const side = make("section", "side");
    side.append(this.title, this.list, this.none);
    root.append(stage, side);
    this.lastJump = null;
    this.ribbon.onclick = (event) => {
      const box = this.ribbon.getBoundingClientRect();
      this.seek(((event.clientX - box.left) / box.width) * this.duration, false);
    };
    this.video.ontimeupdate = () => this.follow();
    this.video.onseeked = () => this.follow();
  }

  show(data) {
    this.duration = Math.max(data.duration, 0.001);
    this.setSource(data.url);
    this.video.setAttribute("aria-label", data.words.video);
    this.noVideo.textContent = data.words.no_video;
    this.title.textContent = data.words.findings;
    this.none.textContent = data.words.none;
    const shown = JSON.stringify([data.ribbon, data.findings, data.duration]);
    if (shown !== this.shown) {
      this.shown = shown;
      this.drawRibbon(data.ribbon, data.findings);
      this.drawFindings(data.findings);
    }
    if (data.jump && data.jump.number !== this.lastJump) {
      // A page that is opened again brings the last request along: only a request made while it is open is followed.
      if (this.lastJump !== null || this.settled) this.seek(data.jump.at, true);
      this.lastJump = data.jump.number;
    }
    this.settled = true;
  }

  setSource(url) {
    this.video.hidden = !url;
    this.noVideo.hidden = Boolean(url);
    if (url && this.video.getAttribute("src") !== url) this.video.setAttribute("src", url);
  }

  drawRibbon(stretches, findings) {
    this.stretches.replaceChildren(
      ...stretches.map((stretch) => {
        const part = make("span", stretch.hatched ? "hatched" : "");
        this.place(part, stretch.start, stretch.end);
        if (!stretch.hatched) part.style.background = stretch.color;
        part.title = stretch.name;
        return part;
      }),
    );
    this.marks.replaceChildren(
      ...findings.map((finding) => {
        const mark = make("span", finding.severity);
        this.place(mark, finding.start, Math.max(finding.end, finding.start));
        return mark;
      }),
    );
  }

  drawFindings(findings) {
    this.items = findings.map((finding) => {
      const item = make("li");
      const button = make("button", finding.severity);
      button.type = "button";
      const icon = make("span", "icon");
      icon.innerHTML = finding.icon; // drawn by the coach's own palette
      const words = make("span", "words");
      words.append(make("span", "when", `${finding.clock} · ${finding.severityName}`), make("span", "what", finding.message));
      button.append(icon, words);
      button.onclick = () => this.seek(finding.start, true);
      item.append(button);
      return { button, finding, item };
    });
    this.list.replaceChildren(...this.items.map(({ item }) => item));
    this.list.hidden = findings.length === 0;
    this.none.hidden = findings.length > 0;
    this.follow();
  }

  place(part, start, end) {
    part.style.left = `${(100 * start) / this.duration}%`;
    part.style.width = `${(100 * (end - start)) / this.duration}%`;
  }

  seek(at, play) {
    if (this.video.hidden) return;
    const end = Number.isFinite(this.video.duration) ? this.video.duration : this.duration;
    const go = () => {
      this.video.currentTime = Math.max(0, Math.min(at, end - 0.05));
      if (play) this.video.play().catch(() => {}); // the browser may refuse to play; the picture has moved all the same
    };
    if (this.video.readyState >= 1) go();
    else this.video.addEventListener("loadedmetadata", go, { once: true });
    if (this.video.getBoundingClientRect().top < 0) this.video.scrollIntoView({ block: "start", behavior: "smooth" });
  }

  follow() {
    const now = this.video.currentTime;
    this.head.style.left = `${Math.min(100, (100 * now) / this.duration)}%`;
    for (const { button, finding } of this.items ?? []) {
      const current = now >= finding.start && now <= finding.end && now > 0;
      if (current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}

export default function (component) {
  const { parentElement, data } = component;
  let player = instances.get(parentElement);
  if (!player) {
    player = new Player(parentElement.querySelector(".player"));
    instances.set(parentElement, player);
  }
  player.show(data);
  return () => {
    player.video.pause();
    player.video.removeAttribute("src");
    player.video.load();
    instances.delete(parentElement);
  };
}
