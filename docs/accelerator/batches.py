"""Crops of pictures and what they meet on their way, as inputs of a training step of semlink."""
import numpy as np

PATCH, WINDOW = 4, 8


def patches_of(xp, crops):
    """Crops [n, side, side, 3] of 0…255 to patches in [−1, 1], window by window, [tokens, 48]."""
    n, side = crops.shape[:2]
    across = side // (PATCH * WINDOW)
    split = xp.reshape(crops, (n, across, WINDOW, PATCH, across, WINDOW, PATCH, 3))
    ordered = xp.transpose(split, (0, 1, 4, 2, 5, 3, 6, 7))
    return xp.reshape(ordered, (-1, 3 * PATCH * PATCH)) * np.float32(2 / 255) - 1


def pick(xp, u, counts):
    """Whole numbers below `counts` from u in [0, 1)."""
    return xp.minimum((u * counts).astype(np.int32), counts - 1)


def crops_of(xp, pictures, side, u):
    """A crop for each row of u [n, 3]: picture, top, left. `pictures`: values [count, height, width, 3], true heights and widths [count]."""
    values, heights, widths = pictures
    which = pick(xp, u[:, 0], len(values))
    top, left = pick(xp, u[:, 1], heights[which] - side + 1), pick(xp, u[:, 2], widths[which] - side + 1)
    steps = np.arange(side, dtype=np.int32)
    return values[which[:, None, None], (top[:, None] + steps)[:, :, None], (left[:, None] + steps)[:, None, :]]


def draw_crops(xp, sources, side, u):
    """u [n, 5] in [0, 1): source, picture, top, left, mirror. `sources`: pairs of a weight and pictures; too small ones are left out."""
    large = [(weight, pictures) for weight, pictures in sources if min(pictures[0].shape[1:3]) >= side]
    shares = np.cumsum([weight for weight, _ in large])
    crops = crops_of(xp, large[-1][1], side, u[:, 1:4])
    for i in reversed(range(len(large) - 1)):
        here = (u[:, 0] < np.float32(shares[i] / shares[-1]))[:, None, None, None]
        crops = xp.where(here, crops_of(xp, large[i][1], side, u[:, 1:4]), crops)
    mirrored = (u[:, 4] < 0.5)[:, None, None, None]
    return xp.where(mirrored, crops[:, :, ::-1], crops).astype(np.float32)


def inputs_of(xp, sizes, conditions, sources, u, normal):
    """The inputs that change from step to step, from u [pictures, 6] in [0, 1) and normal [windows, 64, 16]; see codecObjective."""
    sides, owner, windows = sizes['cropSides'], np.array(sizes['pictureOf']), sizes['windows']
    parts = []
    for side in sorted(set(sides)):
        these = slice(sides.index(side), sides.index(side) + sides.count(side))
        parts.append(patches_of(xp, draw_crops(xp, sources, side, u[these, :5])))
    row = conditions[pick(xp, u[:, 5], len(conditions))][owner]
    channels, noise_var = row[:, :1, None], row[:, 1:, None]
    keep = (np.arange(16) < channels).astype(np.float32)
    same = (owner[:, None] == owner).astype(np.float32)
    deviation = xp.where(keep > 0, xp.sqrt(noise_var / (1 + noise_var)), np.float32(1))
    return {
        'patches': xp.concatenate(parts, 0),
        'keep': keep,
        'share': same / (64 * same.sum(1, keepdims=True) * channels[:, 0]),
        'noise': normal * xp.sqrt(noise_var),
        'gain': keep / (1 + noise_var),
        'deviation': xp.reshape(xp.broadcast_to(deviation, (windows, 64, 16)), (-1, 16)),
        'lossWeight': np.ones((windows, 1), np.float32),
    }
