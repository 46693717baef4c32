"""The British National Grid (OSGB36) as latitude and longitude (WGS84), to some five metres.

Ordnance Survey, A guide to coordinate systems in Great Britain, annexes B and C: the transverse
Mercator projection undone on Airy's ellipsoid, then a Helmert transformation.
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

EASTINGS, NORTHINGS = range(700_001), range(1_300_001)  # metres
AIRY = (6_377_563.396, 6_356_256.909)  # semi-axes
GRS80 = (6_378_137.0, 6_356_752.3141)
SCALE = 0.9996012717
TRUE_ORIGIN = (radians(49), radians(-2))
FALSE_EAST, FALSE_NORTH = 400_000, -100_000
CLOSE = 1e-5  # metres
# From OSGB36 to WGS84: metres, parts, and seconds of arc.
SHIFT = (446.448, -125.157, 542.060)
PARTS = -20.4894e-6
TURN = (0.1502, 0.2470, 0.8421)


def is_on_grid(easting: int, northing: int) -> bool:
    return easting in EASTINGS and northing in NORTHINGS


def to_degrees(easting: int, northing: int) -> tuple[float, float]:
    """Latitude and longitude, rounded to a metre or so. Raises ValueError for what is off the grid.

    >>> to_degrees(406_689, 286_822)  # Victoria Square, Birmingham
    (52.47928, -1.90294)
    """
    if not is_on_grid(easting, northing):
        raise ValueError("Not on the British National Grid.")
    latitude, longitude = _unprojected(easting, northing)
    latitude, longitude = _to_wgs84(latitude, longitude)
    return round(degrees(latitude), 5), round(degrees(longitude), 5)


def _unprojected(easting: int, northing: int) -> tuple[float, float]:
    """Annex C.2: from the grid to Airy's ellipsoid."""
    a, b = AIRY
    origin_lat, origin_lon = TRUE_ORIGIN
    lat = origin_lat
    arc = 0.0
    while northing - FALSE_NORTH - arc >= CLOSE:
        lat += (northing - FALSE_NORTH - arc) / (a * SCALE)
        arc = _meridional_arc(lat)
    e2 = 1 - b * b / (a * a)
    s2 = 1 - e2 * sin(lat) ** 2
    nu = a * SCALE / sqrt(s2)
    rho = a * SCALE * (1 - e2) / s2**1.5
    eta2 = nu / rho - 1
    t, t2 = tan(lat), tan(lat) ** 2
    sec = 1 / cos(lat)
    east = easting - FALSE_EAST
    seven = t / (2 * rho * nu)
    eight = t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    nine = t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    ten = sec / nu
    eleven = sec / (6 * nu**3) * (nu / rho + 2 * t2)
    twelve = sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    found = lat - seven * east**2 + eight * east**4 - nine * east**6
    return found, origin_lon + ten * east - eleven * east**3 + twelve * east**5


def _meridional_arc(lat: float) -> float:
    """How far a latitude is from the true origin, along the central meridian."""
    a, b = AIRY
    n = (a - b) / (a + b)
    less, more = lat - TRUE_ORIGIN[0], lat + TRUE_ORIGIN[0]
    one = (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
    two = (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
    three = (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
    four = 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
    return b * SCALE * (one - two + three - four)


def _to_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """Annex B: through Cartesian coordinates and back."""
    a, b = AIRY
    e2 = 1 - b * b / (a * a)
    nu = a / sqrt(1 - e2 * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - e2) * sin(lat)
    rx, ry, rz = (radians(seconds / 3600) for seconds in TURN)
    grown = 1 + PARTS
    x, y, z = (
        SHIFT[0] + x * grown - y * rz + z * ry,
        SHIFT[1] + x * rz + y * grown - z * rx,
        SHIFT[2] - x * ry + y * rx + z * grown,
    )
    a, b = GRS80
    e2 = 1 - b * b / (a * a)
    flat = hypot(x, y)
    lat = atan2(z, flat * (1 - e2))
    for _ in range(6):  # each step is a thousand times closer
        nu = a / sqrt(1 - e2 * sin(lat) ** 2)
        lat = atan2(z + e2 * nu * sin(lat), flat)
    return lat, atan2(y, x)
