# Words of the charts over time.

charts-asked = asked
charts-seen = seen
charts-way = direction
charts-technique = Technique
charts-time = Time
charts-movement = Movement
charts-pace-unit = A minute
charts-pace = Pace, movements a minute (blue: asked)
charts-hands = Hands in view
charts-ribbon-alt = Techniques over time: what was asked and what was seen
charts-pace-alt = Pace over time against the pace that was asked
charts-hands-alt = Number of hands in view over time
