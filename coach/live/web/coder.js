// A worker: makes a JPEG of a picture while the page's own thread draws.

const JPEG_QUALITY = 0.7
const LONGEST_SIDE = 1280 // of what is sent; the hand model gains nothing above it
const STAMP_BYTES = 8

let canvas = null
let pen = null

/** 8 bytes of capture time and a JPEG. */
async function code(picture, captureMs) {
  const [fullWidth, fullHeight] = [picture.displayWidth ?? picture.width, picture.displayHeight ?? picture.height]
  const scale = Math.min(1, LONGEST_SIDE / Math.max(fullWidth, fullHeight))
  const width = Math.round(fullWidth * scale)
  const height = Math.round(fullHeight * scale)
  if (canvas?.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height)
    pen = canvas.getContext("2d", { alpha: false })
  }
  pen.drawImage(picture, 0, 0, width, height)
  picture.close()
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY })
  const message = new Uint8Array(STAMP_BYTES + blob.size)
  new DataView(message.buffer).setFloat64(0, captureMs / 1000, true)
  message.set(new Uint8Array(await blob.arrayBuffer()), STAMP_BYTES)
  return message
}

let turn = Promise.resolve() // one picture after the other: they share the canvas

self.onmessage = ({ data: { number, picture, captureMs } }) => {
  turn = turn.then(async () => {
    try {
      const message = await code(picture, captureMs)
      self.postMessage({ number, message }, [message.buffer])
    } catch (error) {
      self.postMessage({ number, fault: String(error) })
    }
  })
}
