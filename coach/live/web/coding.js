// The page's side of the worker that makes JPEGs of pictures.

export class Coder {
  constructor() {
    this.waiting = new Map()
    this.number = 0
    this.worker = new Worker(new URL("./coder.js", import.meta.url), { type: "module" })
    this.worker.onmessage = ({ data: { number, message, fault } }) => this.settle(number, message, fault)
    this.worker.onerror = (error) => this.close(error.message)
  }

  /** Code a picture, which is taken over; resolves to 8 bytes of capture time and a JPEG. */
  code(picture, captureMs) {
    return new Promise((resolve, reject) => {
      const number = this.number++
      this.waiting.set(number, { resolve, reject })
      if (this.closed) this.settle(number, null, this.closed)
      else this.worker.postMessage({ number, picture, captureMs }, [picture])
    })
  }

  settle(number, message, fault) {
    const { resolve, reject } = this.waiting.get(number)
    this.waiting.delete(number)
    if (fault) reject(new Error(fault))
    else resolve(message)
  }

  /** End the worker; whoever waits for a picture is told why. */
  close(why) {
    this.closed = why || "no pictures are coded any more"
    this.worker.terminate()
    for (const number of [...this.waiting.keys()]) this.settle(number, null, this.closed)
  }
}
