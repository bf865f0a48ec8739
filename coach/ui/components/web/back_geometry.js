// From back coordinates (u to the receiver's right, v down the spine) to places on a picture.

/** The homography that takes four points (u, v) to four points (x, y), as a function. */
export function project(from, to) {
  const rows = []
  from.forEach(([u, v], i) => {
    const [x, y] = to[i]
    rows.push([u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y])
  })
  for (let k = 0; k < 8; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + i : best), k)
    ;[rows[k], rows[pivot]] = [rows[pivot], rows[k]]
    if (Math.abs(rows[k][k]) < 1e-12) return null
    for (let i = 0; i < 8; i++) {
      if (i === k) continue
      const share = rows[i][k] / rows[k][k]
      for (let j = k; j < 9; j++) rows[i][j] -= share * rows[k][j]
    }
  }
  const h = rows.map((row, k) => row[8] / row[k])
  return ([u, v]) => {
    const w = h[6] * u + h[7] * v + 1
    return [(h[0] * u + h[1] * v + h[2]) / w, (h[3] * u + h[4] * v + h[5]) / w]
  }
}

/** The similarity that takes (0, 0) to one point and (0, 1) to another, as a function; u goes to the receiver's right. */
export function between(neck, tail) {
  const [dx, dy] = [tail[0] - neck[0], tail[1] - neck[1]]
  return ([u, v]) => [neck[0] + v * dx + u * dy, neck[1] + v * dy - u * dx]
}
